/* What stands on another site is asked for when the reader says so, and not before. */

import { painted } from "./painted.js";

// Its scripts run on the other site's own origin and cannot reach this page, nor lead it away.
const SANDBOX =
  "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";

function load({ currentTarget: button }) {
  const frame = document.createElement("iframe");
  frame.className = "embed__frame";
  frame.title = button.dataset.title;
  frame.setAttribute("sandbox", SANDBOX);
  frame.allow = "fullscreen; encrypted-media; picture-in-picture";
  // YouTube plays nothing without knowing the site (its error 153); no site learns the story.
  frame.referrerPolicy = "strict-origin";
  frame.src = button.dataset.frame;
  button.closest(".embed__ask").replaceWith(frame);
  frame.focus();
}

await painted;
for (const button of document.querySelectorAll(".embed__load")) {
  button.addEventListener("click", load);
  button.closest(".embed__ask").removeAttribute("data-awaits-script");
}
