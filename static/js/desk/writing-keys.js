// What the writing screen does by keyboard. Each shortcut has a button or a field that does the same.

import { announce } from "./rows.js";
import { addShortcuts } from "./shortcuts.js";
import { equipTextKeys } from "./text-keys.js";

export function equipKeys(form, { parts, attributions, folding, merging }) {
  const press = (keys, label, selector) => {
    const control = form.querySelector(selector);
    return control ? [{ keys, label, run: () => control.click() }] : [];
  };
  const go = (keys, label, id) => {
    const field = document.getElementById(id);
    return field ? [{ keys, label, run: () => field.focus() }] : [];
  };
  addShortcuts(gettext("This story"), [
    ...press("Mod+S", gettext("Save"), "[data-key-of=save]"),
    ...press("Mod+Shift+Enter", gettext("Publish"), "[data-key-of=publish]"),
    ...press("Desk+P", gettext("Open or close the preview"), "[data-preview-open]"),
    ...go("Desk+H", gettext("Go to the headline"), "id_headline"),
    ...go("Desk+G", gettext("Go to the section"), "id_section"),
  ]);
  if (!parts) return;

  const current = () => parts.kept.find((part) => part.contains(document.activeElement));
  const inCurrent = (act) => () => {
    const part = current();
    if (part) act(part);
    else announce(gettext("Go to a part first."));
  };
  addShortcuts(gettext("Parts"), [
    { keys: "Desk+J", label: gettext("Next part"), run: () => goTo(parts, current(), 1) },
    { keys: "Desk+K", label: gettext("Part before"), run: () => goTo(parts, current(), -1) },
    { keys: "Desk+Enter", label: gettext("Add a part after this one"), run: () => parts.addAndFocus(current()) },
    { keys: "Desk+ArrowUp", label: gettext("Move the part up"), run: inCurrent((part) => moveInPlace(parts, part, -1)) },
    { keys: "Desk+ArrowDown", label: gettext("Move the part down"), run: inCurrent((part) => moveInPlace(parts, part, 1)) },
    { keys: "Desk+M", label: gettext("Merge the part with the one before"), run: inCurrent((part) => merging.merge(part)) },
    { keys: "Desk+C", label: gettext("Collapse or expand the part"), run: inCurrent((part) => folding.toggle(part)) },
    { keys: "Desk+L", label: gettext("Collapse or expand all parts"), run: () => folding.toggleAll() },
    { keys: "Desk+S", label: gettext("Add a source of this part"), run: () => addSource(attributions, current()) },
  ]);
  equipTextKeys();
}

// From outside of the parts, the first or the last is the next.
function goTo(parts, part, step) {
  const { kept } = parts;
  const next = part ? kept[kept.indexOf(part) + step] : kept.at(step > 0 ? 0 : -1);
  if (!next) return announce(step > 0 ? gettext("This is the last part.") : gettext("This is the first part."));
  next.querySelector("input[name$=-subhead]").focus();
  next.scrollIntoView({ block: "nearest" });
  return announce(parts.label(next));
}

// What is moved in the page loses the focus, so it is given back to where one was writing.
function moveInPlace(parts, part, step) {
  const element = document.activeElement;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection();
  parts.move(part, step);
  element.focus();
  if (!element.isContentEditable) return;
  document.getSelection().setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
}

function addSource(sources, part) {
  const row = sources.addAndFocus();
  if (!part) return;
  const select = row.querySelector("select[data-parts-of-story]");
  select.value = part.id;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
