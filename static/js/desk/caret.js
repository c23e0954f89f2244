// Saving loads the screen anew. The page is then scrolled to where it was, and the caret stands
// again in the text.

import { editorOf } from "./prose.js";

const KEY = "caret";

export function keepCaret(form, parts) {
  const kept = JSON.parse(sessionStorage.getItem(KEY));
  sessionStorage.removeItem(KEY);
  if (kept && document.querySelector(".messagelist .success")) restore(kept, parts);
  form.addEventListener("submit", () => sessionStorage.setItem(KEY, JSON.stringify(caret(parts))));
}

// Rows get new ids when they are saved in another order, so a part is known by its place.
function caret(parts) {
  const element = document.activeElement;
  const place = parts.kept.findIndex((part) => part.contains(element));
  const textarea = element.isContentEditable && textareaOf(parts.kept[place]);
  const { from: start, to: end } = textarea
    ? editorOf(textarea).state.selection
    : { from: element.selectionStart, to: element.selectionEnd };
  return { place, id: place < 0 ? element.id : "", isProse: Boolean(textarea), start, end, top: window.scrollY };
}

function restore({ place, id, isProse, start, end, top }, parts) {
  const part = parts.kept[place];
  if (part && isProse) {
    const editor = editorOf(textareaOf(part));
    editor.chain().setTextSelection({ from: start, to: end }).focus(null, { scrollIntoView: false }).run();
  } else {
    const field = part ? part.querySelector("input[name$=-subhead]") : document.getElementById(id);
    field?.focus({ preventScroll: true });
    if (Number.isInteger(start)) field?.setSelectionRange(start, end);
  }
  window.scrollTo({ top, behavior: "instant" });
}

const textareaOf = (part) => part.querySelector("textarea[data-prose]");
