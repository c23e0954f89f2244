// A picture field: its preview, and a dialog that uploads a new picture without leaving the story.

import { askJson } from "./combobox.js";
import "./type-ahead.js";

const FIELDS = [
  { name: "original", label: "Picture", type: "file", help: "JPEG, PNG, WebP or AVIF." },
  { name: "alt", label: "Alt text", help: "What it shows, for those who cannot see it.", length: 300 },
  { name: "caption", label: "Caption", length: 500 },
  { name: "credit", label: "Credit", help: "Left empty, it is read from the file.", length: 200 },
  { name: "source", label: "Source", help: "Whom the picture comes from, such as an agency.", length: 200 },
  { name: "used_for", label: "Used for", value: "Ref image", length: 80 },
];

let dialogs = 0;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function equip(choice) {
  const select = choice.querySelector("select");
  if (choice.dataset.equipped || select.id.includes("__prefix__")) return;
  choice.dataset.equipped = "yes";
  const preview = choice.querySelector("[data-preview]");
  const button = make("button", {
    type: "button",
    className: "desk-button photo-choice__upload",
    textContent: "Upload a picture",
  });
  choice.append(button);

  const show = (photo) => {
    preview.hidden = !photo;
    preview.replaceChildren(
      ...(photo ? [make("img", { src: photo.thumbnail, alt: photo.alt })] : []),
    );
  };
  const refresh = async () => {
    const option = select.selectedOptions[0];
    if (!option?.value) return show(null);
    if (String(select.chosen?.id) === option.value) return show(select.chosen);
    const { results } = await askJson(select.dataset.typeAhead, { term: option.textContent.trim() });
    return show(results.find((photo) => String(photo.id) === option.value) ?? null);
  };
  select.addEventListener("change", refresh);
  button.addEventListener("click", () => {
    openDialog(choice, (photo) => {
      select.chosen = photo;
      select.add(new Option(photo.text, photo.id, true, true));
      select.value = String(photo.id);
      document.getElementById(`${select.id}_name`).value = photo.text;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      window.django?.jQuery(select).trigger("change");
      button.focus();
    });
  });
}

function openDialog(choice, taken) {
  const id = `upload-${(dialogs += 1)}`;
  const title = make("h2", { id: `${id}-title`, className: "desk-dialog__title", textContent: "Upload a picture" });
  const fields = new Map(FIELDS.map((field) => [field.name, fieldRow(field, id)]));
  const problem = make("p", { className: "errornote", hidden: true });
  problem.setAttribute("role", "alert");
  const progress = make("progress", { max: 1, value: 0, hidden: true });
  progress.setAttribute("aria-label", "Upload");
  const state = make("span", { className: "desk-dialog__state" });
  state.setAttribute("role", "status");
  const send = make("button", { type: "submit", className: "desk-button desk-button--main", textContent: "Upload" });
  const cancel = make("button", { type: "button", className: "desk-button", textContent: "Cancel" });
  const form = make("form", { noValidate: true }, title, problem, ...[...fields.values()].map((field) => field.row), make("p", { className: "desk-dialog__progress" }, progress, state), make("p", { className: "desk-dialog__buttons" }, send, cancel));
  const dialog = make("dialog", { className: "desk-dialog" }, form);
  dialog.setAttribute("aria-labelledby", title.id);
  document.body.append(dialog);

  let request;
  const report = (errors) => {
    for (const [name, field] of fields) field.report(errors[name] ?? []);
    const others = Object.entries(errors).filter(([name]) => !fields.has(name));
    problem.textContent = others.flatMap(([, messages]) => messages).join(" ");
    problem.hidden = !problem.textContent;
    const first = FIELDS.find(({ name }) => errors[name]?.length);
    if (first) fields.get(first.name).input.focus();
  };
  const finish = () => {
    progress.hidden = true;
    send.disabled = false;
    state.textContent = "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = fields.get("original").input.files[0];
    const largest = Number(choice.dataset.largest);
    if (file && file.size > largest) {
      report({
        original: [
          `This file has ${Math.round(file.size / 1048576)} MB; a picture may have ${Math.round(largest / 1048576)} MB at most.`,
        ],
      });
      return;
    }
    report({});
    send.disabled = true;
    progress.hidden = false;
    progress.value = 0;
    state.textContent = "Uploading…";
    request = new XMLHttpRequest();
    request.open("POST", choice.dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (moved) => {
      if (moved.lengthComputable) progress.value = moved.loaded / moved.total;
      if (moved.loaded === moved.total) state.textContent = "Developing the picture…";
    });
    request.addEventListener("load", () => {
      finish();
      const answer = readJson(request.responseText);
      if (request.status === 200 && answer) {
        dialog.close();
        taken(answer);
      } else if (answer?.errors) {
        report(answer.errors);
      } else {
        report({ all: [refusal(request.status)] });
      }
    });
    request.addEventListener("error", () => {
      finish();
      report({ all: ["The server could not be reached. Nothing is lost: try again."] });
    });
    request.send(new FormData(form));
  });
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    request?.abort();
    dialog.remove();
  });
  dialog.showModal();
}

function fieldRow({ name, label, type = "text", help, value = "", length }, id) {
  const input = make("input", { id: `${id}-${name}`, name, type });
  if (type === "file") input.accept = "image/jpeg,image/png,image/webp,image/avif";
  else Object.assign(input, { value, maxLength: length });
  const errors = make("ul", { id: `${id}-${name}-errors`, className: "errorlist", hidden: true });
  const note = make("div", { id: `${id}-${name}-help`, className: "help", textContent: help ?? "", hidden: !help });
  input.setAttribute("aria-describedby", `${errors.id} ${note.id}`);
  const row = make("div", { className: "desk-field" }, make("label", { htmlFor: input.id, textContent: label }), input, errors, note);
  const report = (messages) => {
    errors.replaceChildren(...messages.map((message) => make("li", { textContent: message })));
    errors.hidden = messages.length === 0;
    if (messages.length) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  return { row, input, report };
}

const csrfToken = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

const readJson = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const refusal = (status) =>
  ({
    403: "You may not upload pictures, or you were signed out. Sign in in another window and try again.",
    413: "This file is too large.",
  })[status] ?? `The server answered ${status}. Nothing is lost: try again.`;

const equipAll = (root) => {
  for (const choice of root.querySelectorAll("[data-photo-choice]")) equip(choice);
};
equipAll(document);
document.addEventListener("row:added", (event) => equipAll(event.target));
window.django?.jQuery(document).on("formset:added", (event) => equipAll(event.target));
