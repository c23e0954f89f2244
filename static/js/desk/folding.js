// A part is folded away to its subhead and its first words, so that a long story is seen as a whole.
// What is to be corrected is never folded away, and what one looks for in the page opens its part.

import { editorOf } from "./prose.js";
import { announce } from "./rows.js";

const FIRST_WORDS = 200; // characters; the line shows as many of them as it has room for
const TO_CORRECT = "[aria-invalid=true], :invalid, .errorlist:not(:empty)";

const restOf = (part) => part.querySelector("[data-part-rest]");
const toggleOf = (part) => part.querySelector("[data-part-fold]");
const isFolded = (part) => restOf(part).hidden;

export class Folding {
  constructor(rows) {
    this.rows = rows;
    this.all = rows.section.querySelector("[data-parts-fold]");
    this.all.addEventListener("click", () => this.toggleAll());
    for (const part of rows.rows) this.equip(part);
    const { section } = rows;
    section.addEventListener("row:added", ({ target }) => this.equip(target));
    section.addEventListener("rows:changed", () => this.nameAll());
    section.addEventListener("click", ({ target }) => {
      const toggle = target.closest("[data-part-fold]");
      if (toggle) this.toggle(toggle.closest("[data-row]"));
    });
    section.addEventListener("beforematch", ({ target }) => this.unfold(target.closest("[data-row]")));
    document.addEventListener("click", ({ target }) => this.unfoldFor(target.closest("a[href^='#']")));
    this.nameAll();
  }

  // The name of the part becomes what folds it; without a script there is nothing to press.
  equip(part) {
    const name = part.querySelector("[data-row-number]");
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.className = "part__fold";
    toggle.dataset.partFold = "";
    toggle.setAttribute("aria-expanded", "true");
    toggle.setAttribute("aria-controls", restOf(part).id);
    name.before(toggle);
    toggle.append(name);
  }

  toggle(part) {
    if (isFolded(part)) this.unfold(part);
    else this.fold(part);
  }

  fold(part) {
    const rest = restOf(part);
    if (part.querySelector(TO_CORRECT)) {
      announce(interpolate(gettext("%(name)s stays open: there is something to correct."), { name: this.rows.label(part) }, true));
      return;
    }
    if (rest.contains(document.activeElement)) part.querySelector("input[name$=-subhead]").focus();
    const words = part.querySelector("[data-part-first-words]");
    words.textContent = editorOf(part.querySelector("textarea[data-prose]")).getText().trim().slice(0, FIRST_WORDS);
    this.show(part, false);
  }

  unfold(part) {
    if (isFolded(part)) this.show(part, true);
  }

  unfoldFor(link) {
    const part = link && document.getElementById(link.hash.slice(1))?.closest(".part");
    if (part && this.rows.rows.includes(part)) this.unfold(part);
  }

  show(part, isOpen) {
    // The browser's own search looks into what is hidden so, and tells when it finds something.
    if (isOpen) restOf(part).removeAttribute("hidden");
    else restOf(part).setAttribute("hidden", "until-found");
    part.querySelector("[data-part-first-words]").hidden = isOpen;
    toggleOf(part).setAttribute("aria-expanded", String(isOpen));
    this.nameAll();
  }

  toggleAll() {
    const { kept } = this.rows;
    const isOpening = kept.some(isFolded);
    for (const part of kept) {
      if (isOpening) this.unfold(part);
      else this.fold(part);
    }
    announce(isOpening ? gettext("All parts are expanded.") : gettext("All parts are collapsed."));
  }

  nameAll() {
    const { kept } = this.rows;
    this.all.textContent = kept.some(isFolded) ? gettext("Expand all parts") : gettext("Collapse all parts");
    this.all.hidden = kept.length < 2;
  }
}
