// Putting a block of its own where the cursor is, and moving it from there.

import { pm } from "../../django_prose_editor/editor.js";

// The text goes on below it.
export function insertBlock(editor, block) {
  editor
    .chain()
    .focus()
    .insertContent(block)
    .command(({ tr }) => {
      const { $to } = tr.selection;
      goOnBelow(tr, $to.depth ? $to.after(1) : $to.pos);
      return true;
    })
    .run();
}

// Puts the cursor into the text behind a block that ends at `end`, which is begun if there is none.
export function goOnBelow(tr, end) {
  if (!tr.doc.resolve(end).nodeAfter?.isTextblock) tr.insert(end, tr.doc.type.schema.nodes.paragraph.create());
  tr.setSelection(pm.state.TextSelection.create(tr.doc, end + 1));
}

// A picture, a card or a rule, as a whole.
export const isBlockSelected = ({ state }) => Boolean(state.selection.node?.isBlock);

// Moves the selected block over the one before (-1) or behind it (1); at the end of its text it stays.
export function moveBlock(editor, step) {
  const { tr, selection } = editor.state;
  const { $from, node, from, to } = selection;
  const neighbour = $from.parent.maybeChild($from.index() + step);
  if (!neighbour) return;
  const place = from + step * neighbour.nodeSize;
  tr.delete(from, to).insert(place, node);
  editor.view.dispatch(tr.setSelection(pm.state.NodeSelection.create(tr.doc, place)).scrollIntoView());
}
