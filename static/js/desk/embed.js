// A video, post or map of another site: a link alone in its paragraph, which readers see as a card that
// loads it when they ask. The editor shows that card. What it knows of sites comes from articles/embeds.py.

import { Node, pm } from "../../django_prose_editor/editor.js";
import { make, openDialog } from "./dialog.js";
import { goOnBelow, insertBlock } from "./inserting.js";
import { withScheme } from "./link.js";

const SITES = JSON.parse(document.querySelector("[data-embeds]")?.dataset.embeds ?? "[]").map(
  ({ link, ...site }) => ({ ...site, link: new RegExp(`^(?:${link})$`) }),
);

const siteOf = (address) => SITES.find(({ link }) => link.test(address));

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ address: { rendered: false }, words: { rendered: false } }),
  // Before the paragraph that it would be otherwise.
  parseHTML: () => [{ tag: "p", priority: 60, getAttrs: (paragraph) => markedUp(paragraph) ?? false }],
  renderHTML: ({ node: { attrs } }) => ["p", ["a", { href: attrs.address }, attrs.words]],
  renderText: ({ node }) => node.attrs.words,
  addNodeView: () => ({ node, editor }) => {
    const dom = make("figure", { className: "prose-embed", contentEditable: "false" }, ...whatReadersSee(node.attrs));
    dom.addEventListener("dblclick", () => askForEmbed(editor));
    return { dom, ignoreMutation: () => true };
  },
  addProseMirrorPlugins() {
    // Words that are pasted behind a link come with that link, and are no card of their own.
    const { DOMParser } = pm.model;
    const { schema } = this.editor;
    const rules = DOMParser.schemaRules(schema).filter(({ node }) => node !== this.name);
    return [
      new pm.state.Plugin({
        appendTransaction: (...change) => cardsForLoneLinks(this.type, ...change),
        props: { clipboardParser: new DOMParser(schema, rules) },
      }),
    ];
  },
});

function whatReadersSee({ address, words }) {
  const { shows, is_framed: isFramed } = siteOf(address);
  const promise = isFramed
    ? gettext("Nothing of the other site is loaded before a reader asks for it.")
    : gettext("Readers get a link: this cannot be shown within the page.");
  return [
    line("kind", shows),
    // Without words of its own a card is called what it is.
    ...(words === shows ? [] : [line("words", words, { dir: "auto" })]),
    line("address", address, { dir: "ltr" }),
    line("note", promise),
  ];
}

const line = (name, textContent, more = {}) => make("span", { className: `prose-embed__${name}`, textContent, ...more });

// --- Links that stand alone ---

const asCard = (address, text) => {
  const words = text.replace(/\s+/g, " ").trim();
  return words && siteOf(address) ? { address, words } : null;
};

// In a list a link is one of several, and words with marks of their own were set as text: both stay
// links, for readers as well (articles/prose.py).
function markedUp(paragraph) {
  const [link, ...others] = [...paragraph.childNodes].filter((child) => child.nodeName === "A" || !isBlank(child));
  if (link?.nodeName !== "A" || link.children.length || others.length || paragraph.closest("li")) return null;
  return asCard(link.getAttribute("href"), link.textContent);
}

const isBlank = ({ nodeName, textContent }) => nodeName === "BR" || (nodeName === "#text" && !textContent.trim());

function linked(paragraph, place) {
  const isLinkless = ({ type, text, marks }) => !marks.length && (type.name === "hardBreak" || !text?.trim());
  const [piece, ...others] = paragraph.children.filter((child) => !isLinkless(child));
  const [mark, ...otherMarks] = piece?.marks ?? [];
  if (!piece?.isText || mark?.type.name !== "link" || others.length || otherMarks.length || isInList(place)) return null;
  return asCard(mark.attrs.href, piece.text);
}

const isInList = (place) =>
  Array.from({ length: place.depth }, (_, depth) => place.node(depth + 1)).some(({ type }) => type.name === "listItem");

const rootOf = (transaction) => transaction.getMeta("appendedTransaction") ?? transaction;

// A link that was pasted alone becomes a card at once, one that was made when the cursor has left it.
// What is undone stays undone.
function cardsForLoneLinks(type, transactions, before, { doc, selection, schema, tr }) {
  const roots = transactions.map(rootOf);
  const isPasted = roots.some((root) => ["paste", "drop"].includes(root.getMeta("uiEvent")));
  if (roots.some(pm.history.isHistoryTransaction) || (doc.eq(before.doc) && selection.eq(before.selection))) return null;
  doc.descendants((node, position) => {
    if (node.type !== schema.nodes.paragraph) return !node.isTextblock;
    const holdsCursor = selection.from <= position + node.nodeSize && selection.to >= position;
    const attrs = (isPasted || !holdsCursor) && linked(node, doc.resolve(position));
    if (!attrs) return false;
    const start = tr.mapping.map(position);
    tr.replaceWith(start, start + node.nodeSize, type.create(attrs));
    if (holdsCursor) goOnBelow(tr, start + 1);
    return false;
  });
  return tr.docChanged ? tr : null;
}

// --- The dialog, of a new one or of the one that is selected ---

export function askForEmbed(editor) {
  const isSelected = editor.isActive("embed");
  const { address = "", words = "" } = isSelected ? editor.getAttributes("embed") : {};
  openDialog({
    title: gettext("Video, post or map"),
    submit: isSelected ? gettext("Change it") : gettext("Insert it"),
    fields: [
      {
        name: "address",
        label: gettext("Address"),
        help: gettext("Of its page on the other site. Nothing of that site is loaded before a reader asks for it."),
        value: address,
      },
      {
        name: "words",
        label: gettext("What it shows"),
        help: gettext("Readers see these words before it is loaded, and in feeds."),
        value: words === siteOf(address)?.shows ? "" : words,
        length: 300,
      },
    ],
    send: (dialog) => {
      const typed = withScheme(dialog.values.address.trim());
      const site = siteOf(typed);
      if (!site) return dialog.report({ address: [refusal()] });
      dialog.close();
      const attrs = { address: typed, words: dialog.values.words.trim() || site.shows };
      return isSelected ? editor.commands.updateAttributes("embed", attrs) : insertBlock(editor, { type: "embed", attrs });
    },
    returnTo: editor.view,
  });
}

const refusal = () => {
  const sites = new Intl.ListFormat(document.documentElement.lang).format(new Set(SITES.map(({ name }) => name)));
  const sentence = gettext("This address cannot be shown within a story. These sites can: %(sites)s.");
  return interpolate(sentence, { sites }, true);
};
