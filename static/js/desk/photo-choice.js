// A picture field: its preview, and a dialog that uploads a new picture without leaving the story.

import { askJson, refusal, UNREACHED } from "./asking.js";
import { make, openDialog } from "./dialog.js";
import { send } from "./sending.js";
import "./type-ahead.js";

const FIELDS = [
  {
    name: "original",
    label: gettext("Picture"),
    type: "file",
    help: gettext("JPEG, PNG, WebP or AVIF."),
    accept: "image/jpeg,image/png,image/webp,image/avif",
  },
  { name: "alt", label: gettext("Alt text"), help: gettext("What it shows, for those who cannot see it."), length: 300 },
  { name: "caption", label: gettext("Caption"), length: 500 },
  { name: "credit", label: gettext("Credit"), help: gettext("Left empty, it is read from the file."), length: 200 },
  { name: "source", label: gettext("Source"), help: gettext("Whom the picture comes from, such as an agency."), length: 200 },
  { name: "used_for", label: gettext("Used for"), value: gettext("Ref image"), length: 80 },
];

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

// What to know before a picture is shown: its licence, and where it ran before. That this story shows
// it is no news.
function notesOf(photo) {
  if (!photo) return [];
  const elsewhere = photo.uses.filter(({ address }) => address !== window.location.pathname);
  return [...photo.states, ...elsewhere.map(({ sentence }) => sentence), ...(photo.twins ?? [])];
}

function uploadButton(choice, select) {
  const button = make("button", { type: "button", className: "desk-button", textContent: gettext("Upload a picture") });
  const take = (photo) => {
    select.chosen = photo;
    select.add(new Option(photo.text, photo.id, true, true));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  button.addEventListener("click", () => {
    let sending;
    openDialog({
      title: gettext("Upload a picture"),
      submit: gettext("Upload"),
      fields: FIELDS,
      send: (dialog) => {
        sending = upload(dialog, choice.dataset, take);
      },
      closed: () => {
        sending?.abort();
        button.focus();
      },
    });
  });
  return button;
}

// Returns what `send` does, or null when the file is not sent at all.
function upload(dialog, { uploadUrl, largest }, take) {
  const file = dialog.form.elements.original.files[0];
  if (file && file.size > Number(largest)) {
    const message = interpolate(
      gettext("This file has %(size)s MB; a picture may have %(largest)s MB at most."),
      { size: megabytes(file.size), largest: megabytes(largest) },
      true,
    );
    dialog.report({ original: [message] });
    return null;
  }
  dialog.report({});
  dialog.isBusy(gettext("Uploading…"));
  const sending = send(uploadUrl, new FormData(dialog.form), (share) => {
    dialog.isBusy(share === 1 ? gettext("Developing the picture…") : gettext("Uploading…"), share);
  });
  sending.answered.then(({ status, answer }) => {
    dialog.isBusy("");
    if (status === 200 && answer) {
      take(answer);
      dialog.close();
    } else {
      dialog.report(answer?.errors ?? { all: [status ? refusal(status) : UNREACHED] });
    }
  });
  return sending;
}

const megabytes = (bytes) => Math.round(bytes / 1_048_576);

const equipAll = (root) => {
  for (const choice of root.querySelectorAll("[data-photo-choice]")) equip(choice);
};
equipAll(document);
document.addEventListener("row:added", (event) => equipAll(event.target));
window.django?.jQuery(document).on("formset:added", (event) => equipAll(event.target));
