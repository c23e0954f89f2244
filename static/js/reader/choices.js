/* How pages look: what a reader chooses is an attribute of <html>, and the style sheet follows it. */

import { keepShowing, recall, remember } from "./memory.js";
import { frame, painted } from "./painted.js";

const CHOICES = ["theme", "text-size"];
const prefersCalm = matchMedia("(prefers-reduced-motion: reduce)");

function show(name, value) {
  document.documentElement.toggleAttribute(`data-${name}`, Boolean(value));
  if (value) document.documentElement.setAttribute(`data-${name}`, value);
  for (const input of document.querySelectorAll(`.choice__input[name=${name}]`)) {
    input.checked = input.value === value;
  }
  if (name === "theme") tintBrowser(value);
}

/* The bar of a telephone's browser has the colour of the paper. */
function tintBrowser(theme) {
  for (const tint of document.querySelectorAll("meta[data-scheme]")) {
    const { scheme } = tint.dataset;
    if (theme) tint.media = theme === scheme ? "all" : "not all";
    else tint.media = `(prefers-color-scheme: ${scheme})`;
  }
}

function showAll() {
  for (const name of CHOICES) show(name, recall(name) ?? "");
}

function choose({ currentTarget: { name, value } }) {
  remember(name, value);
  const fades = name === "theme" && document.startViewTransition && !prefersCalm.matches;
  if (!fades) show(name, value);
  // A fade that the next choice cuts short is no failure.
  else document.startViewTransition(() => show(name, value)).ready.catch(() => {});
}

// Nobody sees the page in other colours first, and to ask the browser's storage takes a while.
await frame;
keepShowing(showAll);

await painted;
for (const choice of document.querySelectorAll(".choice")) {
  for (const input of choice.querySelectorAll("input")) input.addEventListener("change", choose);
  choice.removeAttribute("data-awaits-script");
}
