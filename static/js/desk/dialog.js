// A window over the page; most hold a small form, with messages beside its fields.

import { combobox } from "./combobox.js";

let dialogs = 0;

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Returns the `<dialog>`, shown; it takes the focus, and gives it back when it is closed. `returnTo` is what
// gets it instead: an editor that got it from the browser would find its caret at the beginning of the text.
export function openWindow({ title, content, returnTo, closed = () => {} }) {
  const id = `dialog-${(dialogs += 1)}-title`;
  const heading = make("h2", { id, className: "desk-dialog__title", textContent: title });
  const element = make("dialog", { className: "desk-dialog" }, heading, ...content);
  element.setAttribute("aria-labelledby", id);
  document.body.append(element);
  element.addEventListener("close", () => {
    element.remove();
    returnTo?.focus();
    closed();
  });
  if (returnTo) document.activeElement.blur();
  element.showModal();
  return element;
}

// `fields` are [{name, label, type, help, value, length, accept, find, options}]; `send(dialog)` is called
// when the form is sent, with `form`, `values`, `chosen`, `report({name: [message]})`, `close()` and
// `isBusy(text)`. A field with `find(text)` suggests [{label, note, value, warning}]; the warning of the
// one that was chosen takes the place of the help, until something else is typed; `options` are
// [[key, text]] of a list to choose from. `others` are [{text, run}], further buttons that close it.
export function openDialog({ title, submit, fields, send, others = [], ...more }) {
  const id = `dialog-${dialogs + 1}`;
  const rows = new Map(fields.map((field) => [field.name, fieldRow(field, id)]));
  const problem = make("p", { className: "errornote", hidden: true });
  problem.setAttribute("role", "alert");
  const progress = make("progress", { max: 1, value: 0, hidden: true });
  progress.setAttribute("aria-label", gettext("Progress"));
  const state = make("span");
  state.setAttribute("role", "status");
  const button = make("button", { type: "submit", className: "desk-button desk-button--main", textContent: submit });
  const cancel = make("button", { type: "button", className: "desk-button", textContent: gettext("Cancel") });
  const otherButton = ({ text, run }) => {
    const other = make("button", { type: "button", className: "desk-button", textContent: text });
    other.addEventListener("click", () => {
      form.closest("dialog").addEventListener("close", run);
      dialog.close();
    });
    return other;
  };
  const form = make(
    "form",
    { noValidate: true },
    problem,
    ...[...rows.values()].map(({ row }) => row),
    make("p", { className: "desk-dialog__progress" }, progress, state),
    make("p", { className: "desk-dialog__buttons" }, button, ...others.map(otherButton), cancel),
  );
  const dialog = {
    form,
    // What was chosen of the suggestions, by the name of the field.
    get chosen() {
      return Object.fromEntries([...rows].map(([name, { input }]) => [name, input.chosen]));
    },
    get values() {
      return Object.fromEntries(new FormData(form));
    },
    report(errors) {
      for (const [name, { report }] of rows) report(errors[name] ?? []);
      const others = Object.entries(errors).filter(([name]) => !rows.has(name));
      problem.textContent = others.flatMap(([, messages]) => messages).join(" ");
      problem.hidden = !problem.textContent;
      rows.get(fields.find(({ name }) => errors[name]?.length)?.name)?.input.focus();
    },
    // An empty text ends it; `share` is how much is done, from 0 to 1.
    isBusy(text, share = 0) {
      state.textContent = text;
      progress.hidden = !text;
      progress.value = share;
      button.disabled = Boolean(text);
    },
    close: () => form.closest("dialog").close(),
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(dialog);
  });
  cancel.addEventListener("click", dialog.close);
  openWindow({ title, content: [form], ...more });
}

function fieldRow({ name, label, type = "text", help = "", value = "", length, accept, find, options }, id) {
  const input = make(options ? "select" : "input", { id: `${id}-${name}`, name });
  if (options) input.append(...options.map(([key, text]) => new Option(text, key)));
  else input.type = type;
  if (type === "file") input.accept = accept;
  else if (!options) input.value = value;
  if (length) input.maxLength = length;
  const errors = make("ul", { id: `${id}-${name}-errors`, className: "errorlist", hidden: true });
  const note = make("div", { id: `${id}-${name}-help`, className: "help", textContent: help, hidden: !help });
  input.setAttribute("aria-describedby", `${errors.id} ${note.id}`);
  const row = make("div", { className: "desk-field" }, make("label", { htmlFor: input.id, textContent: label }), input, errors, note);
  if (find) suggest(input, note, { find, help });
  const report = (messages) => {
    errors.replaceChildren(...messages.map((message) => make("li", { textContent: message })));
    errors.hidden = messages.length === 0;
    if (messages.length) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  return { row, input, report };
}

function suggest(input, note, { find, help }) {
  const tell = (text) => {
    note.textContent = text;
    note.hidden = !text;
  };
  note.setAttribute("role", "status");
  combobox(input, {
    find,
    isFree: true,
    choose: (item) => {
      input.value = item.value;
      input.chosen = item;
      tell(item.warning || help);
    },
  });
  input.addEventListener("input", () => {
    input.chosen = undefined;
    tell(help);
  });
}
