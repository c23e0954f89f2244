// On every page of the desk: what this browser keeps of a story goes when the story was saved, and
// when the person signs out.

import { forgetAll, settleSubmitted } from "./kept-text.js";

const { person } = document.querySelector("script[data-person]").dataset;

if (person) {
  settleSubmitted(person, { hasArrived: Boolean(document.querySelector(".messagelist .success")) });
  document.getElementById("logout-form")?.addEventListener("submit", () => forgetAll(person));
}
