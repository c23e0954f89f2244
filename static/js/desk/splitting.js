// A long text with headings falls into parts: offered when it is pasted, or asked for by a button.

import { sendJson } from "./asking.js";
import { closeNote, lineOf, sayNote, showNote } from "./part-note.js";
import { cleaned, countPictures } from "./pasted.js";
import { editorOf, setProse } from "./prose.js";
import { announce } from "./rows.js";

const WORTH_ASKING = 1200; // characters; a shorter text without heading tags is one part
const HEADING_TAG = /<h[1-6][\s>]/i;

const screen = () => document.querySelector(".story-form");
const proseOf = (part) => part.querySelector("textarea[data-prose]");
const subheadOf = (part) => part.querySelector("input[name$=-subhead]");
const textOf = (part) => editorOf(proseOf(part)).getText().trim();

async function askForParts(text) {
  const body = JSON.stringify({ text });
  if (new Blob([body]).size > Number(screen().dataset.longestPaste)) {
    return { message: TOO_LONG };
  }
  return sendJson(screen().dataset.splitUrl, body);
}

const TOO_LONG =
  gettext("This text has more than 1 MB, too much for one part. It was not pasted, and what you had typed is unchanged. Paste it in several pieces.");

const splitInto = (parts) =>
  interpolate(ngettext("Split into one part.", "Split into %(parts)s parts.", parts), { parts }, true);

const tellPictures = (pictures) =>
  interpolate(
    ngettext(
      "%(pictures)s picture was left out. Add it from the library.",
      "%(pictures)s pictures were left out. Add them from the library.",
      pictures,
    ),
    { pictures },
    true,
  );

const countHeadings = ({ parts }) => parts.filter((part) => part.subhead).length;

export class Splitting {
  constructor(rows) {
    this.rows = rows;
  }

  // Returns true when the paste is refused; otherwise the editor takes it, and an offer may follow.
  paste(textarea, clipboard) {
    const part = textarea.closest("[data-row]");
    const html = clipboard.getData("text/html");
    const text = html || clipboard.getData("text/plain");
    if (new Blob([text]).size > Number(screen().dataset.longestPaste)) {
      sayNote(part, TOO_LONG);
      return true;
    }
    const pictures = countPictures(clipboard);
    if (pictures) sayNote(part, tellPictures(pictures));
    if (!HEADING_TAG.test(html) && text.length < WORTH_ASKING) return false;
    const editor = editorOf(textarea);
    const before = editor.getHTML();
    const wasEmpty = !textOf(part);
    const pasted = html ? cleaned(html) : text;
    // After this event the editor holds the pasted text.
    setTimeout(() => this.offer(part, pasted, { pictures, before, wasEmpty, after: editor.getHTML() }));
    return false;
  }

  async offer(part, text, state) {
    const result = await askForParts(text);
    if (result.message) return sayNote(part, result.message);
    const headings = countHeadings(result);
    if (!headings || (result.parts.length < 2 && !result.headline)) return null;
    const question = interpolate(
      ngettext("This text has a heading.", "This text has %(headings)s headings.", headings),
      { headings },
      true,
    );
    const lines = state.pictures ? [tellPictures(state.pictures), question] : [question];
    return showNote(part, lines.map(lineOf), [
      [gettext("Split it into parts"), () => this.accept(part, result, state)],
      [gettext("Keep it in one part"), () => closeNote(part)],
    ]);
  }

  async accept(part, result, { before, wasEmpty, after }) {
    const editor = editorOf(proseOf(part));
    if (editor.getHTML() !== after) return this.splitCurrent(part);
    if (wasEmpty) return this.apply(part, result);
    // What stood in the part before stays there; the pasted parts come behind it.
    editor.commands.setContent(before);
    const [first, ...others] = result.parts;
    if (first.subhead) return this.apply(part, result, { keeps: before });
    return this.apply(part, { ...result, parts: [{ ...first, prose: before + first.prose }, ...others] });
  }

  async splitCurrent(part) {
    const result = await askForParts(editorOf(proseOf(part)).getHTML());
    if (result.message) return sayNote(part, result.message);
    if (result.parts.length < 2 && !(result.headline && result.parts.length)) {
      return sayNote(part, gettext("No heading was found in this part. Make one with “Heading of a new part”."));
    }
    return this.apply(part, result);
  }

  // Puts the first part into the given one and each other into a new one behind it.
  apply(part, result, { keeps = null } = {}) {
    const leftOut = [...result.left_out];
    this.takeHeadline(result.headline, leftOut);
    let parts = result.parts;
    let last = part;
    if (keeps === null) {
      const [first, ...others] = parts;
      parts = others;
      const subhead = subheadOf(part);
      const isTaken = subhead.value.trim() && first.subhead && subhead.value.trim() !== first.subhead;
      const heading = document.createElement("h3");
      heading.textContent = first.subhead;
      if (!isTaken && first.subhead) subhead.value = first.subhead;
      setProse(proseOf(part), (isTaken ? heading.outerHTML : "") + first.prose);
    } else {
      setProse(proseOf(part), keeps);
    }
    for (const { subhead, prose } of parts) {
      last = this.rows.add(last);
      subheadOf(last).value = subhead;
      setProse(proseOf(last), prose);
    }
    this.rows.renumber();
    this.summarise(part, result, leftOut);
    subheadOf(part).focus({ preventScroll: true });
  }

  takeHeadline(headline, leftOut) {
    if (!headline) return;
    const field = document.getElementById("id_headline");
    if (!field.value.trim()) {
      field.value = headline;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (field.value.trim() !== headline) {
      leftOut.unshift(interpolate(gettext("Headline: %(headline)s"), { headline }, true));
    }
  }

  summarise(part, result, leftOut) {
    const pieces = [lineOf(splitInto(result.parts.length))];
    if (leftOut.length) {
      const told = lineOf(
        gettext("Left out, because it belongs to a page and not to a story. If it names a source, add it under Sources:"),
      );
      const list = document.createElement("ul");
      list.append(
        ...leftOut.map((line) => {
          const item = document.createElement("li");
          item.textContent = line;
          return item;
        }),
      );
      pieces.push(told, list);
    }
    showNote(part, pieces, [[gettext("Close this note"), () => closeNote(part)]]);
    announce(splitInto(result.parts.length));
  }
}
