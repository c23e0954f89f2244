// A select that holds the chosen row only becomes a field in which one types part of a name.

import { askJson, combobox } from "./combobox.js";

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
  const holder = document.createElement("span");
  holder.className = "type-ahead__field";
  select.before(holder);
  holder.append(input);
  select.hidden = true;

  const show = () => {
    input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : "";
  };
  const set = (value, text) => {
    if (![...select.options].some((option) => option.value === value)) {
      select.add(new Option(text, value));
    }
    select.value = value;
    show();
    select.dispatchEvent(new Event("change", { bubbles: true }));
    window.django?.jQuery(select).trigger("change.related");
  };
  combobox(input, {
    find: async (text) => {
      const chosen = select.selectedOptions[0]?.value && text === select.selectedOptions[0].textContent.trim();
      const { results } = await askJson(select.dataset.typeAhead, {
        term: chosen ? "" : text,
        app_label: select.dataset.appLabel,
        model_name: select.dataset.modelName,
        field_name: select.dataset.fieldName,
      });
      return results.map((row) => ({
        ...row,
        label: row.text,
        note: row.credit,
        image: row.thumbnail,
      }));
    },
    choose: (item) => {
      select.chosen = item;
      set(String(item.id), item.text);
    },
  });
  // What is typed and not chosen is no row: leaving the field says so by showing the chosen one.
  input.addEventListener("blur", () => {
    if (!input.value.trim()) set("", "");
    else show();
  });
  // Django's pop-up windows add rows through jQuery, whose events only jQuery hears.
  window.django?.jQuery(select).on("change", show);
  show();
}

equipTypeAheads(document);
document.addEventListener("row:added", (event) => equipTypeAheads(event.target));
window.django?.jQuery(document).on("formset:added", (event) => equipTypeAheads(event.target));
