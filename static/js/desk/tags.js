// Tags parted by commas, completed one at a time.

import { askJson } from "./asking.js";
import { combobox } from "./combobox.js";

const storiesWith = (number) =>
  interpolate(ngettext("%(number)s story", "%(number)s stories", number), { number }, true);

const beforeLast = (text) => text.replace(/[^,]*$/, "");
const last = (text) => text.slice(beforeLast(text).length).trim();

export function equipTags(input, address) {
  combobox(input, {
    opensEmpty: false,
    find: async (text) => {
      if (!last(text)) return [];
      const used = text.split(",").map((tag) => tag.trim().toLowerCase());
      const { results } = await askJson(address, { term: last(text) });
      return results
        .filter((tag) => !used.includes(tag.name.toLowerCase()))
        .map((tag) => ({ ...tag, label: tag.name, note: storiesWith(tag.stories) }));
    },
    choose: (tag) => {
      const name = tag.name.includes(",") ? `"${tag.name}"` : tag.name;
      const before = beforeLast(input.value).trimEnd();
      input.value = `${before}${before ? " " : ""}${name}, `;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}
