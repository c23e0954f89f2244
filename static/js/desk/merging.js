// A part is joined to the one before it: its subhead becomes a heading in the text, its picture and
// its sources go along. Until one writes on, it can be undone.

import { closeNote, sayNote } from "./part-note.js";
import { editorOf, setProse } from "./prose.js";
import { announce } from "./rows.js";

const proseOf = (part) => part.querySelector("textarea[data-prose]");
const timeOf = (part) => {
  const { value } = part.querySelector("input[name$=-posted_at]");
  return value && new Date(value).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
};
const photoOf = (part) => part.querySelector("[data-photo-choice] select");

const choose = (select, value) => {
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
};

const headingOf = (part) => {
  const heading = document.createElement("h3");
  heading.textContent = part.querySelector("input[name$=-subhead]").value.trim();
  return heading.textContent && heading.outerHTML;
};

export class Merging {
  constructor(rows, folding) {
    Object.assign(this, { rows, folding });
    const { section } = rows;
    section.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-part-merge]");
      if (button) this.merge(button.closest("[data-row]"));
    });
    section.addEventListener("rows:changed", () => this.nameAll());
    this.nameAll();
  }

  // Nothing stands before the first part.
  nameAll() {
    this.rows.kept.forEach((part, index) => {
      const button = part.querySelector("[data-part-merge]");
      const name = this.rows.label(part);
      button.hidden = index === 0;
      button.setAttribute("aria-label", interpolate(gettext("Merge %(name)s with the one before"), { name }, true));
    });
  }

  merge(part) {
    const { kept } = this.rows;
    const into = kept[kept.indexOf(part) - 1];
    if (!into) return announce(gettext("This is the first part."));
    this.folding.unfold(part);
    if (photoOf(part).value && photoOf(into).value) {
      return sayNote(part, gettext("Both parts have a picture, and a part holds one. Nothing was merged: take one of the pictures out first."));
    }
    this.folding.unfold(into);
    const names = { part: this.rows.label(part), into: this.rows.label(into) };
    const editor = editorOf(proseOf(into));
    const before = editor.isEmpty ? "" : editor.getHTML();
    const junction = editor.isEmpty ? 0 : editor.state.doc.content.size;
    const sources = this.sourcesOf(part);
    const brings = Boolean(photoOf(part).value);

    setProse(proseOf(into), before + headingOf(part) + proseOf(part).value);
    if (brings) this.bring(photoOf(part), photoOf(into));
    for (const select of sources) choose(select, into.id);
    this.rows.setRemoved(part, true);
    part.hidden = true;
    editor.commands.focus(junction + 1);

    const after = editor.getHTML();
    const undo = () => {
      if (editor.getHTML() !== after) {
        return sayNote(into, gettext("You have written on since, so nothing was undone. “Split at its headings” parts them again."));
      }
      setProse(proseOf(into), before);
      if (brings) choose(photoOf(into), "");
      part.hidden = false;
      this.rows.setRemoved(part, false);
      for (const select of sources) choose(select, part.id);
      closeNote(into);
      part.querySelector("[data-part-merge]").focus();
      return announce(interpolate(gettext("%(name)s is back."), { name: names.part }, true));
    };
    const done = [interpolate(gettext("%(part)s was merged into %(into)s."), names, true)];
    if (timeOf(part)) done.push(interpolate(gettext("Its own time, %(time)s, is given up."), { time: timeOf(part) }, true));
    return sayNote(into, done.join(" "), [[gettext("Undo"), undo]]);
  }

  // The rows of sources that name the part.
  sourcesOf(part) {
    const selects = document.querySelectorAll("select[data-parts-of-story]");
    return [...selects].filter((select) => select.value === part.id);
  }

  bring(from, to) {
    const { text, value } = from.selectedOptions[0];
    if (![...to.options].some((option) => option.value === value)) to.add(new Option(text, value));
    to.chosen = from.chosen;
    choose(to, value);
  }
}
