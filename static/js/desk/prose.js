// The rich-text editor of a part. What it can hold comes from the table that feeds the sanitiser
// (articles/prose.py), in the textarea's data-prose: {"Heading": {"levels": [2, 3, 4]}, …}.

import * as library from "../../django_prose_editor/editor.js";
import { askForEmbed, Embed } from "./embed.js";
import { isBlockSelected, makeRoom, moveBlock } from "./inserting.js";
import { askForLink } from "./link.js";
import { cleaned, withoutAllStyles } from "./pasted.js";
import { askForPicture, Picture } from "./picture.js";
import { isNameless, nameSpeaker, Quotation, Speaker, toggleQuotation } from "./quotation.js";
import { askForSource, SourceMark } from "./source-mark.js";

const editors = new WeakMap();

// What an extension of the table brings along, and what every editor has.
const COMPANIONS = {
  Quotation: ["Speaker", "Placeholder"],
  Table: ["TableRow", "TableHeader", "TableCell"],
};
const ALWAYS = ["Document", "Text", "Dropcursor", "Gapcursor", "History"];

export const editorOf = (textarea) => editors.get(textarea);

// The editor in which an element stands, if any.
export const editorWithin = (element) => editors.get(element.closest(".prose-editor")?.nextElementSibling);

// A card is a link as well, to what it shows.
export const askForAddress = (editor) => (editor.isActive("embed") ? askForEmbed : askForLink)(editor);

// Its own dialog has no suggestions.
const Link = library.Link.extend({ addKeyboardShortcuts: () => ({}) });

const Placeholder = library.Placeholder.configure({
  includeChildren: true,
  showOnlyCurrent: false,
  placeholder: ({ node }) => (node.type.name === "speaker" ? gettext("Who said it, and as what") : ""),
});

const OURS = { Embed, Link, Picture, Placeholder, Quotation, SourceMark, Speaker };

const extensionsFor = (table) => {
  const extensions = ALWAYS.map((name) => library[name]);
  for (const [name, options] of Object.entries(table)) {
    const extension = OURS[name] ?? library[name];
    extensions.push(typeof options === "object" ? extension.configure(options) : extension);
    for (const companion of COMPANIONS[name] ?? []) extensions.push(OURS[companion] ?? library[companion]);
  }
  return extensions;
};

const isEmptyHtml = (html) => /^<(\w+)><\/\1>$/.test(html);

export function makeEditor(textarea, { onPaste }) {
  if (editors.has(textarea)) return editors.get(textarea);
  const table = JSON.parse(textarea.dataset.prose);
  const holder = document.createElement("div");
  holder.className = "prose-editor";
  textarea.before(holder);
  textarea.hidden = true;
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  const describedBy = textarea.getAttribute("aria-describedby");
  const editor = new library.Editor({
    element: holder,
    injectCSS: false,
    extensions: extensionsFor(table),
    content: withoutAllStyles(textarea.value),
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
        ...(textarea.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
        class: "prose-editor__text",
      },
      transformPastedHTML: cleaned,
      handlePaste: (_view, event) => onPaste?.(textarea, event.clipboardData) ?? false,
    },
    onUpdate: () => write(textarea, editor),
  });
  label.addEventListener("click", () => editor.commands.focus());
  holder.prepend(toolbar(editor, label.textContent, table));
  editors.set(textarea, editor);
  return editor;
}

export const setProse = (textarea, html) => {
  const editor = editors.get(textarea);
  editor.commands.setContent(withoutAllStyles(html));
  write(textarea, editor);
};

const write = (textarea, editor) => {
  const html = editor.getHTML();
  textarea.value = isEmptyHtml(html) ? "" : html;
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
};

// --- The toolbar: words where words serve, one stop for the Tab key, arrows within it ---

const BLOCKS = [
  ["paragraph", gettext("Text")],
  ["2", gettext("Heading of a new part")],
  ["3", gettext("Heading")],
  ["4", gettext("Small heading")],
];

// `needs` is what an editor must be able to hold.
const isQuoting = (editor) => editor.isActive("blockquote") || editor.isActive("quotation");

const BUTTONS = [
  { text: pgettext("bold, in one letter", "B"), label: gettext("Bold"), name: "bold", run: (chain) => chain.toggleBold() },
  { text: pgettext("italic, in one letter", "I"), label: gettext("Italic"), name: "italic", run: (chain) => chain.toggleItalic() },
  { text: gettext("Link"), label: gettext("Link"), name: "link", ask: askForAddress },
  { text: gettext("• List"), label: gettext("Bullet list"), name: "bulletList", run: (chain) => chain.toggleBulletList() },
  { text: gettext("1. List"), label: gettext("Numbered list"), name: "orderedList", run: (chain) => chain.toggleOrderedList() },
  { text: gettext("Quote"), label: gettext("Quotation"), name: "blockquote", isOn: isQuoting, ask: toggleQuotation },
  { text: gettext("Source"), label: gettext("Mark a source of the story"), needs: "SourceMark", ask: askForSource },
  { text: gettext("Picture"), label: gettext("Insert a picture"), needs: "Picture", ask: askForPicture },
  { text: gettext("Embed"), label: gettext("Insert a video, post or map"), needs: "Embed", name: "embed", ask: askForEmbed },
  { text: gettext("Table"), label: gettext("Insert a table"), name: "table", run: (chain) => chain.command(makeRoom).insertTable({ rows: 3, cols: 3, withHeaderRow: true }) },
  { text: gettext("Rule"), label: gettext("Insert a rule"), name: "horizontalRule", run: (chain) => chain.command(makeRoom).setHorizontalRule() },
  { text: gettext("Undo"), label: gettext("Undo"), run: (chain) => chain.undo() },
  { text: gettext("Redo"), label: gettext("Redo"), run: (chain) => chain.redo() },
];

const isInTable = (editor) => editor.isActive("table");

// Shown only where they can do something.
const AT_PLACES = [
  { text: gettext("Said by"), label: gettext("Name who said it"), serves: isNameless, ask: nameSpeaker },
  { text: gettext("Up"), label: gettext("Move it up"), serves: isBlockSelected, ask: (editor) => moveBlock(editor, -1) },
  { text: gettext("Down"), label: gettext("Move it down"), serves: isBlockSelected, ask: (editor) => moveBlock(editor, 1) },
  { text: gettext("Take out"), label: gettext("Take it out of the text"), serves: isBlockSelected, run: (chain) => chain.deleteSelection() },
  { text: gettext("+ row"), label: gettext("Add a row"), serves: isInTable, run: (chain) => chain.addRowAfter() },
  { text: gettext("− row"), label: gettext("Delete the row"), serves: isInTable, run: (chain) => chain.deleteRow() },
  { text: gettext("+ column"), label: gettext("Add a column"), serves: isInTable, run: (chain) => chain.addColumnAfter() },
  { text: gettext("− column"), label: gettext("Delete the column"), serves: isInTable, run: (chain) => chain.deleteColumn() },
  { text: gettext("− table"), label: gettext("Delete the table"), serves: isInTable, run: (chain) => chain.deleteTable() },
];

function toolbar(editor, name, table) {
  const bar = document.createElement("div");
  bar.className = "prose-toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", interpolate(gettext("Formatting: %(name)s"), { name: name.trim() }, true));
  const kinds = blockSelect(editor, table.Heading.levels);
  const offered = BUTTONS.filter(({ needs }) => !needs || needs in table);
  const buttons = offered.map((item) => toolButton(editor, item));
  const atPlaces = AT_PLACES.map((item) => toolButton(editor, item));
  bar.append(kinds, ...buttons, ...atPlaces);
  const controls = [kinds, ...buttons, ...atPlaces];
  controls.forEach((control, index) => {
    control.tabIndex = index ? -1 : 0;
  });
  bar.addEventListener("keydown", (event) => walk(event, controls));
  const refresh = () => {
    const heading = editor.isActive("heading") ? String(editor.getAttributes("heading").level) : "";
    kinds.value = heading || "paragraph";
    for (const button of buttons) {
      const item = button.item;
      if (item.name && item.name !== "table" && item.name !== "horizontalRule") {
        button.setAttribute("aria-pressed", String(item.isOn?.(editor) ?? editor.isActive(item.name)));
      }
    }
    for (const button of atPlaces) button.hidden = !button.item.serves(editor);
  };
  editor.on("transaction", refresh);
  refresh();
  return bar;
}

function walk(event, controls) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const shown = controls.filter((control) => !control.hidden);
  const next = shown[(shown.indexOf(document.activeElement) + step + shown.length) % shown.length];
  for (const control of controls) control.tabIndex = control === next ? 0 : -1;
  next.focus();
}

function blockSelect(editor, headingLevels) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", gettext("Kind of paragraph"));
  for (const [value, text] of BLOCKS) {
    if (value === "paragraph" || headingLevels.includes(Number(value))) {
      select.append(new Option(text, value));
    }
  }
  select.addEventListener("change", () => {
    const chain = editor.chain().focus();
    if (select.value === "paragraph") chain.setParagraph().run();
    else chain.setHeading({ level: Number(select.value) }).run();
  });
  return select;
}

function toolButton(editor, item) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `prose-toolbar__button prose-toolbar__button--${item.name ?? "act"}`;
  button.textContent = item.text;
  // The name that is heard holds the word that is seen.
  if (item.text !== item.label) {
    button.setAttribute("aria-label", item.text.length === 1 ? item.label : `${item.text}: ${item.label}`);
    button.title = item.label;
  }
  button.item = item;
  button.addEventListener("click", () => {
    if (item.ask) item.ask(editor);
    else item.run(editor.chain().focus()).run();
  });
  return button;
}
