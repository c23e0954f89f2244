// A picture field: its preview, what to know of it, and the upload of a new picture.

import { askJson } from "./asking.js";
import { make } from "./dialog.js";
import { notesOf } from "./photo-notes.js";
import { askForUpload } from "./photo-upload.js";
import "./type-ahead.js";

function equip(choice) {
  const select = choice.querySelector("select");
  if (choice.dataset.equipped || select.id.includes("__prefix__")) return;
  choice.dataset.equipped = "yes";
  const preview = choice.querySelector("[data-preview]");
  const notes = choice.querySelector("[data-notes]");

  const show = (photo) => {
    preview.hidden = !photo;
    preview.replaceChildren(
      ...(photo ? [make("img", { src: photo.thumbnail, alt: photo.alt })] : []),
    );
    notes.replaceChildren(...notesOf(photo).map((note) => (
      make("span", { className: "photo-choice__note", textContent: note })
    )));
  };
  select.addEventListener("change", async () => {
    const option = select.selectedOptions[0];
    if (!option?.value) return show(null);
    if (String(select.chosen?.id) === option.value) return show(select.chosen);
    const { results } = await askJson(select.dataset.typeAhead, { term: option.textContent.trim() });
    return show(results.find((photo) => String(photo.id) === option.value) ?? null);
  });
  if (choice.dataset.uploadUrl) choice.append(uploadButton(choice, select));
}

function uploadButton(choice, select) {
  const button = make("button", { type: "button", className: "desk-button", textContent: gettext("Upload a picture") });
  const take = (photo) => {
    select.chosen = photo;
    select.add(new Option(photo.text, photo.id, true, true));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  button.addEventListener("click", () => askForUpload(choice.dataset, { take, returnTo: button }));
  return button;
}

const equipAll = (root) => {
  for (const choice of root.querySelectorAll("[data-photo-choice]")) equip(choice);
};
equipAll(document);
document.addEventListener("row:added", (event) => equipAll(event.target));
window.django?.jQuery(document).on("formset:added", (event) => equipAll(event.target));
