// Nothing typed is lost on the way out: neither by a slip, nor by sending what the server refuses
// to read because this person was signed out meanwhile.

import { csrfToken, UNREACHED } from "./asking.js";

const SIGNED_OUT =
  gettext("You were logged out. Nothing is lost: log in in another window, then save here again.");

const A_SLOW_ANSWER = 5_000; // milliseconds

// `address` is asked whether this person is still signed in. What is wrong is told in the form.
// `keeping` keeps meanwhile what is typed, on a screen where that is done.
export function guard(form, address, keeping) {
  const refusal = form.querySelector("[data-refusal]");
  let isChanged = Boolean(document.querySelector(".errornote:not([hidden])"));
  let isSure = false;
  let isBusy = false;
  for (const change of ["input", "rows:changed"]) {
    form.addEventListener(change, () => {
      isChanged = true;
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !keeping?.holdsAll()) event.preventDefault();
  });
  form.addEventListener("submit", async (event) => {
    if (isSure) {
      isSure = false;
      // A preview opens beside the form, which is as unsaved as before.
      const staysOpen = event.submitter?.formTarget === "_blank";
      isChanged = isChanged && staysOpen;
      isBusy = isBusy && !staysOpen;
      return undefined;
    }
    event.preventDefault();
    // A second click must not make a second story. Whoever stops the page may send it again.
    if (isBusy) return undefined;
    const notChosen = form.querySelector(".type-ahead__name:invalid");
    if (notChosen) return notChosen.focus();
    isBusy = true;
    setTimeout(() => {
      isBusy = false;
    }, A_SLOW_ANSWER);
    const why = await whyNot(address);
    refusal.hidden = !why;
    refusal.textContent = why;
    if (why) {
      isBusy = false;
      return undefined;
    }
    await keeping?.submit();
    form.elements.csrfmiddlewaretoken.value = csrfToken();
    isSure = true;
    return form.requestSubmit(event.submitter);
  });
}

// Returns why sending would lose the text, or an empty text. A sign-in page answers by a redirect.
async function whyNot(address) {
  try {
    const answer = await fetch(address, { redirect: "manual", credentials: "same-origin" });
    return answer.type === "opaqueredirect" ? SIGNED_OUT : "";
  } catch {
    return UNREACHED;
  }
}
