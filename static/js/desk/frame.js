// On every page of the desk: where one is, what leads to a story by key, and what this browser keeps
// of a story, which goes when the story was saved, and when the person signs out.

import { forgetAll, settleSubmitted } from "./kept-text.js";
import { showWhereOneIs } from "./navigation.js";
import { addShortcuts, equipList } from "./shortcuts.js";

const { person, stories, newStory } = document.querySelector("script[data-person]").dataset;
const list = document.querySelector("[data-shortcuts]");
const navigation = document.querySelector(".desk-nav");

if (navigation) showWhereOneIs(navigation);

settleSubmitted(person, { hasArrived: Boolean(document.querySelector(".messagelist .success")) });
document.getElementById("logout-form")?.addEventListener("submit", () => forgetAll(person));

const search = () => {
  const field = document.getElementById("searchbar");
  if (field) field.focus();
  else window.location.assign(`${stories}#searchbar`);
};

if (list) {
  const rows = [];
  if (newStory) rows.push({ keys: "Desk+N", label: gettext("Write a story"), run: () => window.location.assign(newStory) });
  if (stories) rows.push({ keys: "Desk+F", label: gettext("Search"), run: search });
  if (rows.length) addShortcuts(gettext("The desk"), rows);
  equipList(list);
}

document.documentElement.dataset.frame = "ready";
