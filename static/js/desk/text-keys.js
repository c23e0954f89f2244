// What the editor of a text does by keyboard.

import { isBlockSelected, moveBlock } from "./inserting.js";
import { askForAddress, editorWithin } from "./prose.js";
import { toggleQuotation } from "./quotation.js";
import { addShortcuts } from "./shortcuts.js";

const inText = (act, isFitting = () => true) => {
  const current = () => editorWithin(document.activeElement);
  return { serves: () => Boolean(current() && isFitting(current())), run: () => act(current()) };
};

const format = (act) => inText((editor) => act(editor.chain().focus()).run());

export const equipTextKeys = () =>
  addShortcuts(gettext("Text"), [
    { keys: "Mod+B", label: gettext("Bold"), ...format((chain) => chain.toggleBold()) },
    { keys: "Mod+I", label: gettext("Italic"), ...format((chain) => chain.toggleItalic()) },
    { keys: "Mod+Shift+7", label: gettext("Numbered list"), ...format((chain) => chain.toggleOrderedList()) },
    { keys: "Mod+Shift+8", label: gettext("Bullet list"), ...format((chain) => chain.toggleBulletList()) },
    { keys: "Mod+Shift+B", label: gettext("Quotation"), ...inText(toggleQuotation) },
    { keys: "Mod+Z", label: gettext("Undo"), ...format((chain) => chain.undo()) },
    { keys: "Mod+Shift+Z", label: gettext("Redo"), ...format((chain) => chain.redo()) },
    { keys: "Mod+K", label: gettext("Set or change a link"), ...inText(askForAddress) },
    { keys: "Alt+ArrowUp", label: gettext("Move the selected block up"), ...inText((editor) => moveBlock(editor, -1), isBlockSelected) },
    { keys: "Alt+ArrowDown", label: gettext("Move the selected block down"), ...inText((editor) => moveBlock(editor, 1), isBlockSelected) },
  ]);
