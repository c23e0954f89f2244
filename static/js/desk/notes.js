// Notes beside a story are written, answered and resolved without leaving it. Without this script
// each button leads to the page of notes.

import { csrfToken, refusal, UNREACHED } from "./asking.js";

export function equipNotes(page) {
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-notes] button[formaction]");
    if (!button) return;
    event.preventDefault();
    send(button);
  });
  // What is typed into a note is no change of the story around it.
  page.addEventListener(
    "input",
    (event) => {
      if (event.target.closest("[data-notes]")) event.stopPropagation();
    },
    { capture: true },
  );
}

async function send(button) {
  const notes = button.closest("[data-notes]");
  const body = new FormData(button.form);
  body.set("csrfmiddlewaretoken", csrfToken());
  button.disabled = true;
  const answer = await ask(button.formAction, body);
  button.disabled = false;
  if (answer.notes) {
    notes.replaceWith(answer.notes);
    const wrong = answer.notes.querySelector("[aria-invalid=true]");
    (wrong ?? answer.notes.querySelector(".desk-heading")).focus();
  } else {
    const place = notes.querySelector("[data-notes-refusal]");
    place.hidden = false;
    place.textContent = answer.refusal;
  }
}

async function ask(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const notes = page.querySelector("[data-notes]");
    return { notes, refusal: refusal(answer.status) };
  } catch {
    return { refusal: UNREACHED };
  }
}
