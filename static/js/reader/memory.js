/* What a reader has asked for stays on their own device, and nothing is kept before they ask.
   A browser may refuse to keep anything; then a choice lasts as long as the page. */

const key = (name) => `newsroom.${name}`;

export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(key(name)));
  } catch {
    return null;
  }
}

/* Show what is kept, now and when it may have changed: in another tab, or before the reader came
   back to this page or loaded it anew, when some browsers check again what was checked in it. */
export function keepShowing(show) {
  show();
  for (const event of ["storage", "pageshow"]) addEventListener(event, show);
}

export function remember(name, value) {
  try {
    if (value) localStorage.setItem(key(name), JSON.stringify(value));
    else localStorage.removeItem(key(name));
    return true;
  } catch {
    return false;
  }
}
