// What the editor of a text does by keyboard, besides what every editor does.

import { isBlockSelected, moveBlock } from "./inserting.js";
import { askForAddress, editorWithin } from "./prose.js";
import { addShortcuts } from "./shortcuts.js";

const inText = (act, isFitting = () => true) => {
  const current = () => editorWithin(document.activeElement);
  return { serves: () => Boolean(current() && isFitting(current())), run: () => act(current()) };
};

export const equipTextKeys = () =>
  addShortcuts(gettext("Text"), [
    { keys: "Mod+K", label: gettext("Set or change a link"), ...inText(askForAddress) },
    { keys: "Alt+ArrowUp", label: gettext("Move the selected block up"), ...inText((editor) => moveBlock(editor, -1), isBlockSelected) },
    { keys: "Alt+ArrowDown", label: gettext("Move the selected block down"), ...inText((editor) => moveBlock(editor, 1), isBlockSelected) },
  ]);
