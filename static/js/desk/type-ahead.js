// A select that holds the chosen row only becomes a field in which one types part of a name.
// What was typed stays until it is a row: it is never dropped, and never sent as if it were one.

import { askJson, sendJson } from "./asking.js";
import { combobox } from "./combobox.js";

export function equipTypeAheads(root) {
  for (const select of root.querySelectorAll("select[data-type-ahead]")) equip(select);
}

function equip(select) {
  if (select.dataset.equipped || select.id.includes("__prefix__")) return;
  select.dataset.equipped = "yes";
  const input = document.createElement("input");
  input.type = "text";
  input.id = `${select.id}_name`;
  input.className = "type-ahead__name";
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  if (label) label.htmlFor = input.id;
  const refusal = document.createElement("ul");
  refusal.className = "errorlist type-ahead__refusal";
  refusal.setAttribute("role", "alert");
  select.before(input);
  select.after(refusal);
  select.hidden = true;

  const chosenName = () => {
    const option = select.selectedOptions[0];
    return option?.value ? option.textContent.trim() : "";
  };
  const refuse = (message) => {
    const line = document.createElement("li");
    line.textContent = message;
    refusal.replaceChildren(line);
    input.setCustomValidity(message);
    input.setAttribute("aria-invalid", "true");
  };
  const show = () => {
    input.value = chosenName();
    refusal.replaceChildren();
    input.setCustomValidity("");
    if (!select.hasAttribute("aria-invalid")) input.removeAttribute("aria-invalid");
  };
  const set = (value, text) => {
    if (![...select.options].some((option) => option.value === value)) {
      select.add(new Option(text, value));
    }
    select.value = value;
    show();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const find = async (text) => {
    const { results } = await askJson(select.dataset.typeAhead, {
      term: text,
      app_label: select.dataset.appLabel,
      model_name: select.dataset.modelName,
      field_name: select.dataset.fieldName,
    });
    return results;
  };
  const add = async (name) => {
    const body = new FormData();
    body.set("name", name);
    const answer = await sendJson(select.dataset.addUrl, body);
    if (answer.message) refuse(answer.message);
    else set(String(answer.id), answer.text);
  };
  const isNamed = (text) => (row) => row.text.toLowerCase() === text.toLowerCase();

  combobox(input, {
    find: async (typed) => {
      const text = typed.trim() === chosenName() ? "" : typed.trim();
      const rows = await find(text);
      const items = rows.map((row) => ({
        ...row,
        label: row.text,
        note: row.credit,
        image: row.thumbnail,
      }));
      if (text && select.dataset.addUrl && !rows.some(isNamed(text))) {
        items.push({ newName: text, label: interpolate(gettext("Add “%(name)s”"), { name: text }, true), note: gettext("new") });
      }
      return items;
    },
    choose: (item) => {
      if (item.newName) return add(item.newName);
      select.chosen = item;
      return set(String(item.id), item.text);
    },
  });

  input.addEventListener("change", async () => {
    const typed = input.value.trim();
    if (!typed) return set("", "");
    if (typed === chosenName()) return show();
    select.value = "";
    refuse(
      interpolate(
        gettext("“%(name)s” is not chosen yet. Choose it from the list that opens as you type."),
        { name: typed },
        true,
      ),
    );
    const row = (await find(typed).catch(() => [])).find(isNamed(typed));
    return row && input.value.trim() === typed ? set(String(row.id), row.text) : undefined;
  });
  // Django's pop-up windows add rows through jQuery, whose events only jQuery hears.
  window.django?.jQuery(select).on("change", show);
  show();
}

equipTypeAheads(document);
document.addEventListener("row:added", (event) => equipTypeAheads(event.target));
window.django?.jQuery(document).on("formset:added", (event) => equipTypeAheads(event.target));
