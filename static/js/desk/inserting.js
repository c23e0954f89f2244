// Putting a block of its own where the cursor is.

// The text goes on below it.
export function insertBlock(editor, block) {
  editor.chain().focus().insertContent(block).run();
  const { $to } = editor.state.selection;
  const end = $to.depth ? $to.after(1) : $to.pos;
  const chain = editor.chain().focus();
  if (!editor.state.doc.resolve(end).nodeAfter?.isTextblock) {
    chain.insertContentAt(end, { type: "paragraph" });
  }
  chain.setTextSelection(end + 1).run();
}
