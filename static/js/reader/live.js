/* Live coverage: say that there is something new or edited, and bring it in when the reader asks.
   Nothing moves under the eyes of whoever is reading. */

// Milliseconds.
const EVERY = 30_000;

const parts = document.querySelector("[data-live]");
const news = document.querySelector("[data-live-news]");
const button = document.createElement("button");
button.type = "button";
button.className = "live__button";
let waiting;

function unseen(entries) {
  return entries.filter(({ anchor, id = anchor }) => !document.getElementById(id));
}

function isEdited(id, wording) {
  const shown = document.getElementById(id);
  return shown && shown.dataset.entry !== wording;
}

function newEntries(number) {
  return number === 1 ? news.dataset.one : news.dataset.many.replace("{number}", number);
}

function announce(words) {
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
  if (number) announce(newEntries(number));
  else if (entries.some((entry) => isEdited(entry.anchor, entry.wording))) announce(news.dataset.edited);
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
  const entries = [...page.querySelectorAll("[data-live] > [data-entry]")];
  const edited = entries.filter((entry) => isEdited(entry.id, entry.dataset.entry));
  const fresh = unseen(entries);
  for (const entry of edited) document.getElementById(entry.id).replaceWith(entry);
  const first = parts.querySelector("[data-entry]");
  for (const entry of fresh) first ? first.before(entry) : parts.append(entry);
  news.textContent = "";
  const goal = fresh[0] ?? edited[0];
  if (!goal) return;
  goal.tabIndex = -1;
  goal.focus();
}

if (news) {
  button.addEventListener("click", () => bringIn().catch(() => {}));
  document.addEventListener("visibilitychange", askIfSeen);
  waiting = setInterval(askIfSeen, EVERY);
}
