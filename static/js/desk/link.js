// Asks for the address of a link, and takes those alone that articles/prose.py lets through.

import { openDialog } from "./dialog.js";

const SAFE = /^(?:https?:\/\/[^/\\]|mailto:[^/\\]|\/(?![/\\])|#)/i;
// `example.org/page`, which people type for https://example.org/page.
const WITHOUT_SCHEME = /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/;

const REFUSED =
  gettext("A link cannot lead there. An address begins with https://, http:// or mailto:, or with / for a page of this site.");

export function askForLink(editor) {
  const isLink = editor.isActive("link");
  openDialog({
    title: gettext("Link"),
    submit: gettext("Set the link"),
    fields: [
      {
        name: "href",
        label: gettext("Address"),
        value: editor.getAttributes("link").href ?? "",
        help: isLink ? gettext("Left empty, the link goes and its text stays.") : "",
      },
    ],
    send: (dialog) => {
      const typed = dialog.values.href.trim();
      const href = WITHOUT_SCHEME.test(typed) ? `https://${typed}` : typed;
      if (href && !SAFE.test(href)) return dialog.report({ href: [REFUSED] });
      set(editor, href);
      return dialog.close();
    },
    closed: () => editor.commands.focus(),
  });
}

function set(editor, href) {
  const chain = editor.chain().extendMarkRange("link");
  if (!href) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
  } else chain.setLink({ href }).run();
}
