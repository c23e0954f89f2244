/* Stories saved for later: a list on the reader's own device, which no server knows. */

import { keepShowing, recall, remember } from "./memory.js";
import { painted } from "./painted.js";
import { describe, showStories } from "./stories.js";

const NAME = "reading-list";
const MOST = 200;

const saved = () => recall(NAME) ?? [];
const without = (address) => saved().filter((story) => story.address !== address);
const keep = (stories) => remember(NAME, stories.length ? stories.slice(0, MOST) : null);

function offer(button, answer) {
  const address = location.pathname;
  const isSaved = () => saved().some((story) => story.address === address);

  function show() {
    button.textContent = isSaved() ? button.dataset.remove : button.dataset.save;
    answer.firstElementChild.hidden = !isSaved();
  }
  function turn() {
    const stories = without(address);
    if (!isSaved()) stories.unshift(describe(document, address));
    if (keep(stories)) show();
    else answer.textContent = answer.dataset.refused;
  }
  keepShowing(show);
  button.addEventListener("click", turn);
  button.removeAttribute("data-awaits-script");
}

const button = document.querySelector(".reading-tools__save");
const list = document.querySelector("[data-list=saved]");

await painted;
if (button) offer(button, document.querySelector(".reading-tools__answer"));
if (list) {
  keepShowing(() => showStories(list, saved(), ({ address }) => keep(without(address))));
}
