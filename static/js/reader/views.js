/* Tells the site once that somebody is reading this story, and shows the numbers of this moment.
   No cookie, and nothing is read from the device. A failure leaves the numbers as they are. */

const counters = document.querySelectorAll(".views[data-article]");

function event(name, isOver) {
  return isOver() ? Promise.resolve() : new Promise((resolve) => {
    document.addEventListener(name, function listen() {
      if (!isOver()) return;
      document.removeEventListener(name, listen);
      resolve();
    });
  });
}

/* A page that the browser prepares unasked, or opens in a tab behind, is not being read yet. */
async function untilSeen() {
  await event("prerenderingchange", () => !document.prerendering);
  await event("visibilitychange", () => document.visibilityState === "visible");
}

async function count({ article, address }) {
  const answer = await fetch(address, {
    method: "POST",
    credentials: "same-origin",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ article: Number(article) }),
  });
  if (!answer.ok) throw new Error(`The view was refused: ${answer.status}`);
  return answer.json();
}

function show({ total, today }) {
  // In the digits that the page was made with.
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined, { numberingSystem: "latn" });
  for (const counter of counters) {
    counter.querySelector("[data-views-total]").textContent = number.format(total);
    counter.querySelector("[data-views-today]").textContent = number.format(today);
  }
}

if (counters.length) untilSeen().then(() => count(counters[0].dataset)).then(show).catch(() => {});
