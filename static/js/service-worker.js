/* Stories that were read on this device can be read again without a network.

   Once a story has been read, its page says what it is made of (reader/offline.js), and all of that
   is kept in a cache of its own, which goes as a whole. Nothing else is kept but the page that lists
   them: no front page, no search, no desk. `release` is written before this (newsroom/offline.py). */

const MOST_STORIES = 30;
const STORY = "story "; // before the path of each
const SHELL = `shell ${release.name}`;

const DESK = /^\/(?:admin|preview)\//;
const FILES = ["style", "script", "font", "image"];
// What the page has just shown is on the disk: the network is not asked again.
const FROM_DISK = { cache: "force-cache" };

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(release.files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOldShells().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const { story, files } = event.data;
  event.waitUntil(keep(story, files));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || DESK.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (FILES.includes(request.destination)) event.respondWith(file(request));
});

async function removeOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name !== SHELL && !name.startsWith(STORY));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/* The network has the first word: what it says is gone or elsewhere goes from the device as well. */
async function page(request, path) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return (await kept(path)) ?? (await kept(release.files[0])) ?? Response.error();
  }
  const isElsewhere = answer.type === "opaqueredirect";
  if (isElsewhere || [404, 410].includes(answer.status)) await caches.delete(STORY + path);
  return answer;
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await kept(request)) ?? Response.error();
  }
}

const kept = (address) => caches.match(address, { ignoreVary: true });

async function keep(story, files) {
  const addresses = [story, ...files];
  const answers = await Promise.all(
    addresses.map((address) => fetch(address, FROM_DISK).catch(() => kept(address))),
  );
  if (!answers[0]?.ok || answers[0].redirected) return;
  // Made anew, it becomes the newest; what is so already stays, as a page may be reading from it.
  const newest = (await caches.keys()).findLast((name) => name.startsWith(STORY));
  if (newest !== STORY + story) await caches.delete(STORY + story);
  const cache = await caches.open(STORY + story);
  await Promise.all(
    answers.map((answer, index) => answer?.ok && cache.put(addresses[index], answer)),
  );
  await removeOldStories();
}

async function removeOldStories() {
  const names = await caches.keys();
  const stories = names.filter((name) => name.startsWith(STORY));
  await Promise.all(stories.slice(0, -MOST_STORIES).map((name) => caches.delete(name)));
}
