// A video, post or map of another site: a link alone in its paragraph, which readers see as a card that
// loads it when they ask (articles/embeds.py).

import { askJson, UNREACHED } from "./asking.js";
import { openDialog } from "./dialog.js";
import { insertBlock } from "./inserting.js";

export function askForEmbed(editor) {
  openDialog({
    title: gettext("Video, post or map"),
    submit: gettext("Insert it"),
    fields: [
      {
        name: "address",
        label: gettext("Address"),
        help: gettext("Of its page on the other site. Nothing of that site is loaded before a reader asks for it."),
      },
      {
        name: "words",
        label: gettext("What it shows"),
        help: gettext("Readers see these words before it is loaded, and in feeds."),
        length: 300,
      },
    ],
    send: (dialog) => insert(editor, dialog),
    closed: () => editor.commands.focus(),
  });
}

async function insert(editor, dialog) {
  const href = dialog.values.address.trim();
  const { name, message } = await askJson(document.querySelector("[data-embeddable-url]").dataset.embeddableUrl, {
    address: href,
  }).catch(() => ({ message: UNREACHED }));
  if (message) return dialog.report({ address: [message] });
  dialog.close();
  const text = dialog.values.words.trim() || name;
  const link = { type: "text", text, marks: [{ type: "link", attrs: { href } }] };
  return insertBlock(editor, { type: "paragraph", content: [link] });
}
