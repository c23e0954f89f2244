// What waits for the darkroom is looked up again until it is done: the page is asked for anew, and of
// its answer only what was pending is taken over, so that nothing typed is touched.

const PAUSE = 2_000; // milliseconds

async function refresh() {
  const waiting = [...document.querySelectorAll("[data-pending][id]")];
  if (!waiting.length) return;
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const element of waiting) {
      const copy = fresh.getElementById(element.id);
      if (copy) element.replaceWith(document.adoptNode(copy));
    }
  } catch {
    // The server is away for a moment; the next look may find it.
  }
  setTimeout(refresh, PAUSE);
}

setTimeout(refresh, PAUSE);
