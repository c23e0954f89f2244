/* Live coverage: say that there is something new, and bring it in when the reader asks for it.
   Nothing moves under the eyes of whoever is reading. */

const EVERY = 30_000; // milliseconds

const parts = document.querySelector("[data-live]");
const news = document.querySelector("[data-live-news]");
const button = document.createElement("button");
button.type = "button";
button.className = "live__button";
let waiting;

function unseen(entries) {
  return entries.filter((entry) => !document.getElementById(entry.anchor));
}

function announce(number) {
  const words = number === 1 ? news.dataset.one : news.dataset.many.replace("{number}", number);
  if (button.textContent === words && button.isConnected) return;
  button.textContent = words;
  news.replaceChildren(button);
}

function note(words) {
  const line = document.createElement("span");
  line.className = "live__note";
  line.textContent = words;
  news.replaceChildren(line);
}

async function ask() {
  const answer = await fetch(parts.dataset.live);
  if (!answer.ok) return;
  const { is_live: isLive, entries } = await answer.json();
  const number = unseen(entries).length;
  if (number) announce(number);
  else if (!isLive) note(news.dataset.over);
  if (!isLive) clearInterval(waiting);
}

/* A line that is down for a while is no news: it is tried again at the next turn. */
function askIfSeen() {
  if (document.visibilityState === "visible") ask().catch(() => {});
}

async function bringIn() {
  const answer = await fetch(location.pathname, { cache: "no-cache" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = [...page.querySelectorAll("[data-live] > [data-entry]")].filter(
    (entry) => !document.getElementById(entry.id),
  );
  const first = parts.querySelector("[data-entry]");
  for (const entry of fresh) first ? first.before(entry) : parts.append(entry);
  news.textContent = "";
  if (!fresh.length) return;
  fresh[0].tabIndex = -1;
  fresh[0].focus();
}

if (news) {
  button.addEventListener("click", () => bringIn().catch(() => {}));
  document.addEventListener("visibilitychange", askIfSeen);
  waiting = setInterval(askIfSeen, EVERY);
}
