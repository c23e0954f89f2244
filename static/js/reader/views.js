/* Tells the site once that somebody is reading this story, and shows the numbers of this moment.
   No cookie, and nothing is read from the device. A failure leaves the numbers as they are. */

import { painted } from "./painted.js";

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
  await painted;
}

/* A site that is too busy to count says when to try again; that is done once. */
async function send(address, beacon, isAgain = false) {
  const answer = await fetch(address, {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(beacon),
  });
  if (answer.status === 503 && !isAgain) {
    const seconds = Number(answer.headers.get("Retry-After")) || 30;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return send(address, beacon, true);
  }
  if (!answer.ok) throw new Error(`The view was refused: ${answer.status}`);
  return answer.json();
}

/* Of the page whose link led here no more is told than its host. */
function count({ article, address }) {
  const from = document.referrer && new URL(document.referrer).hostname;
  return send(address, { article: Number(article), from });
}

/* As the page writes its numbers: to begin with the browser's own (`Intl`) holds everything up for
   20 ms on a desk computer, for 80 on a telephone. */
function written(number, thousand) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, thousand.slice(1, -3));
}

function show({ total, today }) {
  for (const counter of counters) {
    const { thousand } = counter.dataset;
    counter.querySelector("[data-views-total]").textContent = written(total, thousand);
    counter.querySelector("[data-views-today]").textContent = written(today, thousand);
  }
}

if (counters.length) untilSeen().then(() => count(counters[0].dataset)).then(show).catch(() => {});

const fruitless = document.querySelector("[data-fruitless]");
if (fruitless) untilSeen().then(() => send(fruitless.dataset.address, { words: fruitless.dataset.fruitless })).catch(() => {});
