// Keyboard shortcuts. One table binds the keys and is shown as their list, so that no list can be
// wrong. A row is `{ keys, label, run }`: "Desk+M" is Alt, Shift and M, on a Mac Control, Shift and M;
// "Mod+S" is Ctrl and S, on a Mac Command and S. With `serves`, the keys are the browser's whenever that
// says no. No family is a screen reader's: VoiceOver has Control and Option, NVDA and JAWS keys of their
// own, and Ctrl with Alt writes letters in Europe.

import { make, openWindow } from "./dialog.js";

const isMac = /^(Mac|iP)/.test(navigator.platform);

const FAMILIES = isMac
  ? { Alt: { altKey: true }, Desk: { ctrlKey: true, shiftKey: true }, Mod: { metaKey: true }, "Mod+Shift": { metaKey: true, shiftKey: true } }
  : { Alt: { altKey: true }, Desk: { altKey: true, shiftKey: true }, Mod: { ctrlKey: true }, "Mod+Shift": { ctrlKey: true, shiftKey: true } };
const HELD = ["altKey", "ctrlKey", "metaKey", "shiftKey"];

const NAMES = {
  altKey: isMac ? pgettext("key", "Option") : pgettext("key", "Alt"),
  ctrlKey: isMac ? pgettext("key", "Control") : pgettext("key", "Ctrl"),
  metaKey: pgettext("key", "Command"),
  shiftKey: pgettext("key", "Shift"),
  Enter: isMac ? pgettext("key", "Return") : pgettext("key", "Enter"),
  ArrowUp: pgettext("key", "Up"),
  ArrowDown: pgettext("key", "Down"),
};

const groups = [];

// `rows` are the table of one group.
export const addShortcuts = (title, rows) =>
  groups.push({
    title,
    rows: rows.map(({ keys, ...row }) => {
      const [, family, key] = keys.match(/^(.+)\+(\w+)$/);
      return { ...row, held: FAMILIES[family], key };
    }),
  });

// A letter is the one that is written on the key; where none of ours is, the key is known by its place,
// as are digits, in whose stead Shift writes signs.
const keyOf = ({ key, code }) => {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return /^(Key[A-Z]|Digit\d)$/.test(code) ? code.slice(-1) : key;
};

const isHeld = (event, held) => HELD.every((name) => event[name] === Boolean(held[name]));

const isTyping = (element) => element.isContentEditable || element.matches("input, textarea, select");

// --- The one key that is no chord, which everybody may do without (WCAG 2.2, 2.1.4) ---

const STORED = "shortcuts:question-mark";

const opensByQuestionMark = () => {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
};

const letQuestionMark = (isOn) => {
  try {
    localStorage.setItem(STORED, isOn ? "on" : "off");
  } catch {
    // A browser that remembers nothing opens the list as before.
  }
};

document.addEventListener(
  "keydown",
  (event) => {
    if (event.isComposing || event.repeat || document.querySelector("dialog[open]")) return;
    if (event.key === "?" && !event.altKey && !event.ctrlKey && !event.metaKey) {
      if (!isTyping(event.target) && opensByQuestionMark()) show(event);
      return;
    }
    const row = groups
      .flatMap(({ rows }) => rows)
      .find(({ key, held, serves }) => key === keyOf(event) && isHeld(event, held) && (!serves || serves()));
    if (!row) return;
    // Before the editor of a text, which has a meaning of its own for some.
    event.preventDefault();
    event.stopPropagation();
    row.run();
  },
  { capture: true },
);

// --- The list ---

const key = (name) => make("kbd", { className: "shortcuts__key", textContent: NAMES[name] ?? name });

const chord = ({ held, key: last }) => {
  const names = [...HELD.filter((name) => held[name]), last];
  return names.flatMap((name, index) => (index ? ["\u00a0", key(name)] : [key(name)]));
};

const line = (row) => make("div", { className: "shortcuts__line" }, make("dt", { textContent: row.label }), make("dd", {}, ...chord(row)));

const group = ({ title, rows }) => [
  make("h3", { className: "shortcuts__title", textContent: title }),
  make("dl", { className: "shortcuts__list" }, ...rows.map(line)),
];

function show(event) {
  event.preventDefault();
  const choice = make("input", { type: "checkbox", id: "opens-by-question-mark", checked: opensByQuestionMark() });
  choice.addEventListener("change", () => letQuestionMark(choice.checked));
  const label = make("label", { htmlFor: choice.id, textContent: gettext("Open this list with ? as well") });
  const close = make("button", { type: "button", className: "desk-button", textContent: gettext("Close") });
  const element = openWindow({
    title: gettext("Keyboard shortcuts"),
    content: [
      make("div", { className: "shortcuts" }, ...groups.flatMap(group)),
      make("p", { className: "shortcuts__choice" }, choice, " ", label),
      make("p", { className: "desk-dialog__buttons" }, close),
    ],
  });
  close.addEventListener("click", () => element.close());
  close.focus();
}

export function equipList(button) {
  button.hidden = false;
  button.addEventListener("click", show);
}
