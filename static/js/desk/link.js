// Asks for the address of a link, and takes those alone that articles/prose.py lets through.

import { askJson } from "./asking.js";
import { openDialog } from "./dialog.js";

const SAFE = /^(?:https?:\/\/[^/\\]|mailto:[^/\\]|\/(?![/\\])|#)/i;
// `example.org/page`, which people type for https://example.org/page.
const WITHOUT_SCHEME = /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/;

export const withScheme = (typed) => (WITHOUT_SCHEME.test(typed) ? `https://${typed}` : typed);

const screen = () => document.querySelector("[data-linkable-url]") ?? document.body;

const REFUSED =
  gettext("A link cannot lead there. An address begins with https://, http:// or mailto:, or with / for a page of this site.");

export function askForLink(editor) {
  const isLink = editor.isActive("link");
  const headlines = new Map();
  openDialog({
    title: gettext("Link"),
    submit: gettext("Set the link"),
    fields: [
      {
        name: "href",
        label: gettext("Address"),
        value: editor.getAttributes("link").href ?? "",
        help: isLink
          ? gettext("Left empty, the link goes and its text stays.")
          : gettext("Or words of a story of this site, to choose it."),
        find: (typed) => findStories(typed.trim(), headlines),
      },
    ],
    send: (dialog) => {
      const href = withinSite(withScheme(dialog.values.href.trim()));
      if (href && !SAFE.test(href)) return dialog.report({ href: [REFUSED] });
      set(editor, href, headlines.get(href) ?? href);
      return dialog.close();
    },
    returnTo: editor.view,
  });
}

// What was found is remembered in `headlines`, by address.
async function findStories(typed, headlines) {
  const { linkableUrl } = screen().dataset;
  if (!linkableUrl || SAFE.test(typed) || WITHOUT_SCHEME.test(typed)) return [];
  const { results } = await askJson(linkableUrl, { term: typed });
  return results.map(({ headline, address, note, warning }) => {
    headlines.set(address, headline);
    return { label: headline, note, value: address, warning };
  });
}

// A page of this site is stored as a path, so that the link outlives another name of the site.
function withinSite(href) {
  const { siteAddress } = screen().dataset;
  return siteAddress && href.startsWith(`${siteAddress}/`) ? href.slice(siteAddress.length) : href;
}

function set(editor, href, words) {
  const chain = editor.chain().extendMarkRange("link");
  if (!href) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] }).run();
  } else chain.setLink({ href }).run();
}
