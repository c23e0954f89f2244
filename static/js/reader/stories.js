/* What a list on the reader's own device says of a story, and how it is shown. */

/* Read a story's own page, this one or one that is kept. `address` is its path on this site. */
export function describe(page, address) {
  const story = page.querySelector(".story");
  const section = story.querySelector(".label__section");
  const time = story.querySelector("time");
  return {
    address,
    headline: story.querySelector(".story__headline").textContent.trim(),
    section: section?.textContent.trim() ?? "",
    accent: page.body.dataset.accent,
    published: time?.dateTime ?? "",
    date: time?.textContent ?? "",
    language: story.lang,
    direction: story.dir,
  };
}

/* Fill `list` with a copy of the page's template for each story; `remove` takes one away. */
export function showStories(list, stories, remove) {
  const template = list.querySelector("template");
  const items = stories.map((story) => {
    const item = template.content.firstElementChild.cloneNode(true);
    const [time, card, section, link] = ["time", ".card", ".label__section", ".card__link"].map(
      (part) => item.querySelector(part),
    );
    Object.assign(card, { lang: story.language, dir: story.direction });
    card.dataset.accent = story.accent;
    section.textContent = story.section;
    link.textContent = story.headline;
    // An address of another site, however it came into the list, is none of ours.
    link.href = new URL(story.address, location.origin).pathname;
    time.dateTime = story.published;
    time.textContent = story.date ?? "";
    const button = item.querySelector("button");
    button.setAttribute("aria-label", `${button.textContent}: ${story.headline}`);
    button.addEventListener("click", () => take(item, () => remove(story)));
    return item;
  });
  list.replaceChildren(template, ...items);
  tellWhetherEmpty(list);
}

/* The next story's button gets the focus, or the heading when none is left. */
function take(item, remove) {
  const list = item.parentElement;
  const next = item.nextElementSibling ?? item.previousElementSibling;
  remove();
  item.remove();
  (next?.querySelector("button") ?? document.querySelector("h1")).focus();
  tellWhetherEmpty(list);
}

function tellWhetherEmpty(list) {
  const isEmpty = list.childElementCount === 1;
  list.hidden = isEmpty;
  document.querySelector("[data-when-empty]").hidden = !isEmpty;
}
