// The screen on which a story is written. Without this script text, order and fields can still be
// changed; to choose an author, a source or a photo needs it. The server judges in either case.

import { keepCaret } from "./caret.js";
import { equipChecklist } from "./checking.js";
import { Counting } from "./counting.js";
import { Folding } from "./folding.js";
import { Keeping } from "./keeping.js";
import { equipKeys } from "./writing-keys.js";
import { guard } from "./leaving.js";
import { Merging } from "./merging.js";
import { equipNotes } from "./notes.js";
import { equipPreview } from "./preview.js";
import { makeEditor } from "./prose.js";
import { Rows } from "./rows.js";
import { Splitting } from "./splitting.js";
import { equipTags } from "./tags.js";
import "./type-ahead.js";
import "./photo-choice.js";

const form = document.getElementById("article_form");
const screen = form.querySelector(".story-form");

// --- Parts, bylines, sources ---

let splitting;
let folding;
let merging;

const equipEditors = (root) => {
  for (const textarea of root.querySelectorAll("textarea[data-prose]")) {
    makeEditor(textarea, { onPaste: (...paste) => splitting.paste(...paste) });
  }
  for (const button of root.querySelectorAll("[data-part-split]")) button.hidden = false;
};

form.addEventListener("row:added", (event) => {
  equipEditors(event.target);
  nameParts();
});

const rows = {};
for (const section of screen.querySelectorAll("[data-rows]")) {
  rows[section.dataset.rows] = new Rows(section);
}
if (rows.parts) {
  splitting = new Splitting(rows.parts);
  equipEditors(rows.parts.section);
  rows.parts.section.addEventListener("click", (event) => {
    const part = event.target.closest("[data-part-split]")?.closest("[data-row]");
    if (!part) return;
    folding.unfold(part);
    splitting.splitCurrent(part);
  });
  folding = new Folding(rows.parts);
  merging = new Merging(rows.parts, folding);
  rows.parts.section.addEventListener("rows:changed", nameParts);
  rows.parts.section.addEventListener("input", (event) => {
    if (event.target.name?.endsWith("-subhead")) nameParts();
  });
  nameParts();
  new Counting(rows, document.querySelector("[data-story-length]"));
}

// A source may name a part that is not saved yet, so its choices follow the parts on the screen.
function nameParts() {
  const parts = rows.parts?.kept ?? [];
  const choices = parts.map((part, index) => [
    part.id,
    part.querySelector("input[name$=-subhead]").value.trim() || interpolate(gettext("Part %(number)s"), { number: index + 1 }, true),
  ]);
  for (const select of screen.querySelectorAll("select[data-parts-of-story]")) {
    const chosen = select.value;
    select.replaceChildren(
      new Option(gettext("The whole story"), ""),
      ...choices.map(([value, text]) => new Option(text, value)),
    );
    select.value = choices.some(([value]) => value === chosen) ? chosen : "";
  }
}

// --- Small behaviours of single fields ---

equipNotes(document);

const tags = document.getElementById("id_tags");
if (tags) equipTags(tags, screen.dataset.tagsUrl);

screen.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
  // In a line of text, Enter goes on to the next field; it never sends a half-written story.
  if (event.target.matches("[data-one-line], input:not([type=checkbox]):not([type=file])")) {
    if (event.target.closest("dialog")) return;
    event.preventDefault();
    let next = event.target.closest(".desk-field")?.nextElementSibling;
    // Only live coverage shows the time that stands between subhead and text.
    while (next && !next.checkVisibility()) next = next.nextElementSibling;
    const fields = next?.querySelectorAll("textarea, input, [contenteditable]") ?? [];
    [...fields].find((field) => field.checkVisibility())?.focus();
  }
});

// The first thing to correct is shown at once, and told to those who cannot see it.
const firstError = screen.querySelector("[aria-invalid=true], .errorlist");
firstError?.scrollIntoView({ block: "center" });

const keeping = new Keeping(form);
guard(form, screen.dataset.tagsUrl, keeping);
equipPreview(form, keeping);
equipChecklist(form);
equipKeys(form, { ...rows, folding, merging });
if (rows.parts) keepCaret(form, rows.parts);

document.documentElement.dataset.writingScreen = "ready";
