// How long the story and each of its parts are, and how many sources each part has, as one types.
// The rule for words is the server's own (articles/words.py), which the page brings along.

import { editorOf } from "./prose.js";

const format = new Intl.NumberFormat(document.documentElement.lang || undefined, { numberingSystem: "latn" });

const told = (sentence, number) => interpolate(sentence, { number: format.format(number) }, true);

const words = (number) => told(ngettext("%(number)s word", "%(number)s words", number), number);

const minutes = (number) =>
  told(ngettext("%(number)s minute’s reading", "%(number)s minutes’ reading", number), number);

const sources = (number) =>
  number ? told(ngettext("%(number)s source", "%(number)s sources", number), number) : gettext("No source");

const write = (place, text) => {
  if (place.textContent !== text) place.textContent = text;
};

export class Counting {
  // `place` says how long the story is.
  constructor({ parts, attributions }, place) {
    Object.assign(this, { parts, attributions, place });
    this.word = new RegExp(place.dataset.word, "gu");
    this.perMinute = Number(place.dataset.wordsPerMinute);
    this.counts = new Map(parts.rows.map((part) => [part, this.count(part)]));
    parts.section.addEventListener("input", ({ target }) => {
      if (target.matches("textarea[data-prose]")) this.recount(target.closest("[data-row]"));
    });
    for (const { section } of [parts, attributions]) {
      section.addEventListener("change", () => this.show());
      section.addEventListener("rows:changed", () => this.show());
    }
    this.show();
  }

  count(part) {
    const editor = editorOf(part.querySelector("textarea[data-prose]"));
    return editor.getText({ blockSeparator: "\n" }).match(this.word)?.length ?? 0;
  }

  recount(part) {
    this.counts.set(part, this.count(part));
    this.show();
  }

  show() {
    const named = this.sourcesByPart();
    let total = 0;
    for (const part of this.parts.kept) {
      const count = this.counts.get(part) ?? 0;
      total += count;
      write(part.querySelector("[data-part-facts]"), `${words(count)} · ${sources(named.get(part.id) ?? 0)}`);
    }
    const reading = Math.max(1, Math.floor((total + Math.floor(this.perMinute / 2)) / this.perMinute));
    write(this.place, `${words(total)} · ${minutes(reading)}`);
  }

  // How many sources name each part, by its id; a row in which none is chosen yet is none.
  sourcesByPart() {
    const named = new Map();
    for (const row of this.attributions.kept) {
      const { value } = row.querySelector("select[data-parts-of-story]");
      if (row.querySelector("select[name$=-source]").value) named.set(value, (named.get(value) ?? 0) + 1);
    }
    return named;
  }
}
