// The checklist beside the text, renewed each time that the server has what was typed. What one reads
// stays where it is: only lines that changed are touched, and the list never gets shorter.

import { announce } from "./rows.js";

const missing = (list) => list.querySelectorAll("[data-mark=missing]").length;

export function equipChecklist(form) {
  const list = form.querySelector("[data-checklist]");
  if (!list) return;
  form.addEventListener("story:kept", ({ detail }) => {
    const before = missing(list);
    list.style.minBlockSize = `${list.getBoundingClientRect().height}px`;
    renew(list, detail.checklist);
    const after = missing(list);
    if (after !== before) announce(told(after));
  });
}

const told = (number) =>
  number
    ? interpolate(ngettext("Checklist: %(number)s thing is missing.", "Checklist: %(number)s things are missing.", number), { number }, true)
    : gettext("Checklist: nothing is missing.");

function renew(list, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const line of [...fresh.content.querySelectorAll("[data-item]")]) {
    const old = list.querySelector(`[data-item="${line.dataset.item}"]`);
    // A link that has the focus stays until it is left.
    if (old && !old.isEqualNode(line) && !old.contains(document.activeElement)) old.replaceWith(line);
  }
}
