// What was typed and is not on the server, in this browser: per person, story and window, until it is
// saved or the person signs out. Of two windows with one story neither writes over the other's text.

const FRAME = ["csrfmiddlewaretoken", "revision", "stamp", "draft_key", "status"];

const prefixOf = (person) => `kept-text:${person}:`;

// What a form says, as `[name, value]`, without what belongs to this one copy of it.
export const pairsOf = (form) =>
  [...new FormData(form)].filter(([name, value]) => !FRAME.includes(name) && typeof value === "string");

export class KeptText {
  // A story that was never saved is known by the key of its form.
  constructor({ person, story, draftKey }) {
    this.person = person;
    this.isNew = !story;
    this.story = `${prefixOf(person)}${story || "new"}:`;
    this.key = `${this.story}${this.isNew ? `${draftKey}:` : ""}${windowName()}`;
  }

  // Returns whether there was room.
  keep(form, { isSubmitted = false } = {}) {
    const { revision, stamp, draft_key: draftKey } = form.elements;
    const kept = {
      at: Date.now(),
      isSubmitted,
      pairs: pairsOf(form),
      frame: { revision: revision?.value, stamp: stamp?.value, draft_key: draftKey?.value },
    };
    return write(this.key, kept);
  }

  forget() {
    forget(this.key);
  }

  // Returns `{ key, at, pairs, frame }` of the newest text that is kept for this story, or nothing.
  find() {
    return keysOf(this.story)
      .map((key) => ({ key, ...read(key) }))
      .filter((kept) => Array.isArray(kept.pairs))
      .sort((one, other) => other.at - one.at)[0];
  }
}

export const forget = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
};

export const forgetAll = (person) => keysOf(prefixOf(person)).forEach(forget);

// What was on its way to the server when the page was left has arrived, or has not.
export function settleSubmitted(person, { hasArrived }) {
  for (const key of keysOf(prefixOf(person))) {
    const kept = read(key);
    if (kept.isSubmitted && hasArrived) forget(key);
    else if (kept.isSubmitted) write(key, { ...kept, isSubmitted: false });
  }
}

export const markSubmitted = (key) => write(key, { ...read(key), isSubmitted: true });

// A window keeps its name when it loads another page.
const windowName = () => {
  try {
    sessionStorage["kept-text"] ??= `${Date.now()}-${Math.random()}`;
    return sessionStorage["kept-text"];
  } catch {
    return "";
  }
};

const keysOf = (prefix) => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
};

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
};

const write = (key, kept) => {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
};
