// A photo of the library within a text: a figure that names it by its key and says nothing else, so
// that a new caption, credit or file is seen at once. The editor shows what readers will see of it.

import { Node } from "../../django_prose_editor/editor.js";
import { askJson } from "./asking.js";
import { make, openDialog } from "./dialog.js";
import { insertBlock } from "./inserting.js";
import { notesOf } from "./photo-notes.js";
import { askForUpload } from "./photo-upload.js";

const screen = () => document.querySelector("[data-choices-url]").dataset;

export const Picture = Node.create({
  name: "picture",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    key: {
      parseHTML: (figure) => figure.dataset.photo,
      renderHTML: ({ key }) => ({ "data-photo": key }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-photo]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView: () => ({ node }) => {
    const dom = make("figure", { className: "prose-picture", contentEditable: "false" });
    show(dom, node.attrs.key);
    return { dom, ignoreMutation: () => true };
  },
});

async function show(figure, key) {
  try {
    const photo = await photoOf(key);
    figure.replaceChildren(...(photo ? whatReadersSee(photo) : [note(GONE)]));
  } catch {
    figure.replaceChildren(note(gettext("The picture could not be fetched; it stays where it is.")));
  }
}

const GONE = gettext("This picture is not in the library any more. Take it out.");

const note = (textContent) => make("span", { className: "prose-picture__note", textContent });

const whatReadersSee = (photo) => [
  make("img", { src: photo.thumbnail, alt: photo.alt }),
  make("figcaption", { textContent: photo.text }),
  ...notesOf(photo).map(note),
];

// --- What the library says of photos; all that are asked for at once are asked in one question ---

const known = new Map();
let question;

function photoOf(key) {
  if (!known.has(key)) {
    question ??= ask();
    question.keys.push(key);
    known.set(key, question.answer.then((photos) => photos.find(({ id }) => String(id) === key)));
  }
  return known.get(key);
}

function ask() {
  const keys = [];
  const answer = Promise.resolve()
    .then(() => {
      question = undefined;
      return askJson(screen().choicesUrl, { photos: keys.join(",") });
    })
    .then(({ results }) => results);
  return { keys, answer };
}

// --- Choosing one ---

export function askForPicture(editor) {
  const { choicesUrl, uploadUrl, largest } = screen();
  const take = (photo) => {
    const key = String(photo.id);
    known.set(key, Promise.resolve(photo));
    insertBlock(editor, { type: "picture", attrs: { key } });
  };
  const returnTo = editor.view;
  openDialog({
    title: gettext("Picture"),
    submit: gettext("Insert the picture"),
    fields: [
      {
        name: "photo",
        label: gettext("Picture"),
        help: gettext("Words of its caption, its alt text or its credit."),
        find: (typed) => findPhotos(choicesUrl, typed.trim()),
      },
    ],
    others: uploadUrl
      ? [{ text: gettext("Upload a picture"), run: () => askForUpload({ uploadUrl, largest }, { take, returnTo }) }]
      : [],
    send: (dialog) => {
      const { photo } = dialog.chosen;
      if (!photo) return dialog.report({ photo: [NOT_CHOSEN] });
      dialog.close();
      return take(photo.photo);
    },
    returnTo,
  });
}

const NOT_CHOSEN = gettext("Choose a picture from the list that opens as you type.");

async function findPhotos(choicesUrl, term) {
  const { results } = await askJson(choicesUrl, { term });
  return results.map((photo) => ({
    label: photo.text,
    note: photo.credit,
    image: photo.thumbnail,
    value: photo.text,
    warning: notesOf(photo).join(" "),
    photo,
  }));
}
