// Putting a block of its own where the cursor is, and moving it from there.

import { pm } from "../../django_prose_editor/editor.js";

// The text goes on below it.
export function insertBlock(editor, block) {
  editor
    .chain()
    .focus()
    .command(makeRoom)
    .insertContent(block)
    .command(({ tr }) => {
      const { $to } = tr.selection;
      goOnBelow(tr, $to.depth ? $to.after(1) : $to.pos);
      return true;
    })
    .run();
}

// Begins an empty paragraph for a block to come, below the one at the cursor, which stays as it is.
export function makeRoom({ tr }) {
  const { $to, empty } = tr.selection;
  const { paragraph } = tr.doc.type.schema.nodes;
  if (empty && $to.parent.isTextblock && !$to.parent.childCount) return true;
  let place = $to.pos;
  for (let { depth } = $to; !holds(tr.doc.resolve(place), paragraph); depth -= 1) place = $to.after(depth);
  tr.insert(place, paragraph.create()).setSelection(pm.state.TextSelection.create(tr.doc, place + 1));
  return true;
}

const holds = ($place, type) => $place.parent.canReplaceWith($place.index(), $place.index(), type);

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
