// What a part tells of what was done to it, with buttons for what can be done about it.

import { editorOf } from "./prose.js";

// `pieces` are one element or more; `choices` are `[text, act]`, a button each.
export function showNote(part, pieces, choices) {
  const buttons = document.createElement("p");
  buttons.className = "part__choices";
  for (const [text, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "desk-button";
    button.textContent = text;
    button.addEventListener("click", act);
    buttons.append(button);
  }
  noteOf(part).replaceChildren(...[pieces].flat(), buttons);
}

export function sayNote(part, message, choices = []) {
  showNote(part, lineOf(message), [...choices, [gettext("Close this note"), () => closeNote(part)]]);
}

export function lineOf(message) {
  const line = document.createElement("p");
  line.textContent = message;
  return line;
}

export function closeNote(part) {
  noteOf(part).replaceChildren();
  editorOf(part.querySelector("textarea[data-prose]")).commands.focus();
}

const noteOf = (part) => part.querySelector("[data-part-offer]");
