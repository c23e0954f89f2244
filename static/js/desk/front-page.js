// The screen on which the front page is arranged. Without this script places can still be emptied
// and renumbered; to choose a story needs it.

import { guard } from "./leaving.js";
import { Rows } from "./rows.js";
import "./type-ahead.js";

const form = document.getElementById("frontpage_form");
for (const section of form.querySelectorAll("[data-rows]")) new Rows(section);

for (const name of form.querySelectorAll(".type-ahead__name")) name.placeholder = gettext("The newest story");

// Whoever empties a place has no more use for the moment at which its story would give way.
form.addEventListener("change", ({ target }) => {
  if (!target.matches("select[data-type-ahead]") || target.value) return;
  target.closest("[data-row]").querySelector("input[name$=-until]").value = "";
});

// The first thing to correct is shown at once.
form.querySelector("[aria-invalid=true], .errorlist")?.scrollIntoView({ block: "center" });

guard(form, window.location.pathname);

document.documentElement.dataset.frontPageScreen = "ready";
