// A quotation that names who said it: a figure of what was quoted, with the speaker for its caption.

import { Node } from "../../django_prose_editor/editor.js";

export const Quotation = Node.create({
  name: "quotation",
  group: "block",
  content: "blockquote speaker",
  defining: true,
  parseHTML: () => [
    {
      tag: "figure",
      getAttrs: (figure) => (figure.querySelector(":scope > blockquote + figcaption") ? null : false),
    },
  ],
  renderHTML: () => ["figure", 0],
});

export const Speaker = Node.create({
  name: "speaker",
  content: "inline*",
  parseHTML: () => [{ tag: "figcaption", context: "quotation/" }],
  renderHTML: () => ["figcaption", 0],
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => editor.isActive("speaker") && goOnBelow(editor),
    Backspace: ({ editor }) => editor.isActive("speaker") && forgetEmptySpeaker(editor),
  }),
});

export const isNameless = (editor) => editor.isActive("blockquote") && !editor.isActive("quotation");

// A last line such as “— Ana Ruiz, mayor” is the speaker.
const DASH = /^[—–-]\s*/;

export function nameSpeaker(editor) {
  const { node, from } = around(editor, "blockquote");
  const { content, ...quote } = node.toJSON();
  const last = content.at(-1);
  const isSpeaker = content.length > 1 && last.type === "paragraph" && DASH.test(node.lastChild.textContent);
  const words = isSpeaker ? content.slice(0, -1) : content;
  const speaker = isSpeaker ? withoutDash(last.content) : [];
  const size = node.nodeSize - (isSpeaker ? node.lastChild.nodeSize : 0);
  replace(editor, node, from, [
    { type: "quotation", content: [{ ...quote, content: words }, { type: "speaker", content: speaker }] },
  ])
    .setTextSelection(from + size + 2)
    .run();
}

function withoutDash([first, ...others]) {
  const text = first.text.replace(DASH, "");
  return text ? [{ ...first, text }, ...others] : others;
}

// What stood in it stays, as paragraphs of the text.
export function toggleQuotation(editor) {
  if (!editor.isActive("quotation")) return editor.chain().focus().toggleBlockquote().run();
  const { node, from } = around(editor, "quotation");
  const [quote, speaker] = node.toJSON().content;
  const named = speaker.content ? [{ type: "paragraph", content: speaker.content }] : [];
  return replace(editor, node, from, [...quote.content, ...named]).run();
}

function goOnBelow(editor) {
  const { node, from } = around(editor, "quotation");
  const end = from + node.nodeSize;
  return editor.chain().insertContentAt(end, { type: "paragraph" }).setTextSelection(end + 1).run();
}

function forgetEmptySpeaker(editor) {
  const { node, from } = around(editor, "quotation");
  if (node.lastChild.content.size) return false;
  const quote = node.firstChild;
  return replace(editor, node, from, [quote.toJSON()]).setTextSelection(from + quote.nodeSize - 2).run();
}

const replace = (editor, node, from, content) =>
  editor.chain().focus().insertContentAt({ from, to: from + node.nodeSize }, content);

// Returns the innermost node of that name around the cursor, and where it begins.
function around(editor, name) {
  const { $from } = editor.state.selection;
  let depth = $from.depth;
  while ($from.node(depth).type.name !== name) depth -= 1;
  return { node: $from.node(depth), from: $from.before(depth) };
}
