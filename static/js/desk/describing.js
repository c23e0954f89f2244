// The table in which many pictures are described: what is the same for all is filled in at once.

import { guard } from "./leaving.js";
import "./pending.js";

const form = document.getElementById("describing");
const same = form.querySelector("[data-same]");

form.querySelector("[data-fill]")?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const source of same.querySelectorAll("[name^='all-']")) {
    if (!source.value) continue;
    const ending = source.name.replace(/^all/, "");
    for (const field of form.querySelectorAll(`[data-line] [name^="photo-"][name$="${ending}"]`)) {
      field.value = source.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  form.querySelector("[data-announcements]").textContent = gettext(
    "Filled into every line. Nothing is stored yet.",
  );
});

form.querySelector("[aria-invalid=true]")?.focus();

if (form.querySelector("[data-refusal]")) guard(form, window.location.href);
