// The mark of a source in a text. It names one that the story lists; readers see a small number instead.

import { Node } from "../../django_prose_editor/editor.js";
import { make, openDialog } from "./dialog.js";

// The sources that the story lists, as they stand in the form: [[key, name], …], each once.
function listedSources() {
  const selects = document.querySelectorAll("[data-rows=attributions] [data-row] select[name$=-source]");
  const kept = [...selects].filter((select) => {
    const row = select.closest("[data-row]");
    return select.value && !row.querySelector("[data-row-delete] input")?.checked;
  });
  return [...new Map(kept.map((select) => [select.value, select.selectedOptions[0].textContent.trim()]))];
}

const shown = new Set();

export const SourceMark = Node.create({
  name: "sourceMark",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",
  addAttributes: () => ({
    source: {
      parseHTML: (mark) => mark.dataset.source,
      renderHTML: ({ source }) => ({ "data-source": source }),
    },
  }),
  // Before the superscript, which would take it for an empty one of its own.
  parseHTML: () => [{ tag: "sup[data-source]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["sup", HTMLAttributes],
  addNodeView: () => ({ node }) => {
    const dom = make("sup", { className: "prose-mark", contentEditable: "false" });
    const show = () => {
      const name = new Map(listedSources()).get(node.attrs.source);
      dom.textContent = name ?? gettext("Source not listed");
      dom.classList.toggle("prose-mark--lost", !name);
      dom.title = name ?? gettext("The story does not list this source, so readers see no mark here.");
    };
    show();
    shown.add(show);
    return { dom, ignoreMutation: () => true, destroy: () => shown.delete(show) };
  },
});

const showAll = () => {
  for (const show of shown) show();
};
document.addEventListener("change", showAll);
document.addEventListener("rows:changed", showAll);

export function askForSource(editor) {
  const sources = listedSources();
  openDialog({
    title: gettext("Mark of a source"),
    submit: gettext("Set the mark"),
    fields: [
      {
        name: "source",
        label: gettext("Source"),
        options: sources,
        help: gettext("Those listed under Sources. Readers see a small number that leads there."),
      },
    ],
    send: (dialog) => {
      const { source } = dialog.values;
      if (!source) return dialog.report({ source: [gettext("This story lists no source yet. Add it under Sources first.")] });
      dialog.close();
      return editor
        .chain()
        .focus()
        .insertContentAt(editor.state.selection.to, { type: "sourceMark", attrs: { source } })
        .run();
    },
    returnTo: editor.view,
  });
}
