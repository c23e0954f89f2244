/* Stories that can be read without a network: this page's for the worker to keep
   (service-worker.js), and the list of those that it has. */

import { painted } from "./painted.js";
import { describe, showStories } from "./stories.js";

const WORKER = "/service-worker.js";
// Before the path in the name of each story's cache, as in the worker.
const STORY = "story ";

const isStory = document.querySelector(".views[data-article]");
const list = document.querySelector("[data-list=kept]");

const isOurs = ({ name, initiatorType }) =>
  name.startsWith(`${location.origin}/`) && initiatorType !== "fetch";

async function keepThisStory() {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").filter(isOurs);
  active.postMessage({ story: location.pathname, files: files.map(({ name }) => name) });
}

// Modules of a page run before it.
const loaded = new Promise((resolve) => addEventListener("load", resolve));

/* After everything that the reader waits for: a worker that starts while the page is laid out takes
   half of its time. Pictures further down come while they read. */
async function begin() {
  await painted;
  await loaded;
  // The worker is asked for once an hour, not for each story: its header says how long it holds.
  await navigator.serviceWorker.register(WORKER, { updateViaCache: "all" });
  document.addEventListener("visibilitychange", () => document.hidden && keepThisStory());
  await keepThisStory();
}

async function showKept() {
  const names = (await caches.keys()).filter((name) => name.startsWith(STORY)).reverse();
  const stories = await Promise.all(names.map(storyIn));
  showStories(list, stories, ({ address }) => caches.delete(STORY + address));
}

async function storyIn(cacheName) {
  const address = cacheName.slice(STORY.length);
  const page = await caches.match(address, { cacheName, ignoreVary: true });
  return describe(new DOMParser().parseFromString(await page.text(), "text/html"), address);
}

if ("serviceWorker" in navigator) {
  if (isStory) begin().catch(() => {});
  if (list) showKept();
}
// The worker shows this page in place of one that cannot be reached.
for (const notice of document.querySelectorAll("[data-when-unreachable]")) {
  notice.hidden = location.pathname === notice.dataset.whenUnreachable;
}
