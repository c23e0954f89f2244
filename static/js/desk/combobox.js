// A field with a list of suggestions, by the ARIA Authoring Practices' combobox pattern.

let lists = 0;

// `find(text)` returns a promise of [{label, note, image, …}]; `choose(item)` takes one.
// Typing asks after a pause; an answer that comes after a newer question is dropped. Where other words
// than those of the list will do as well (`isFree`), Enter takes none unless one was gone to.
export function combobox(input, { find, choose, opensEmpty = true, isFree = false }) {
  const list = document.createElement("ul");
  list.id = `suggestions-${(lists += 1)}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", gettext("Suggestions"));
  list.hidden = true;
  const holder = document.createElement("span");
  holder.className = "combobox";
  input.before(holder);
  holder.append(input, list);
  input.autocomplete = "off";
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }
  let items = [];
  let active = -1;
  let question = 0;
  let timer;

  const close = () => {
    clearTimeout(timer);
    question += 1;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const activate = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const take = (index) => {
    const item = items[index];
    close();
    choose(item);
  };

  const show = (found) => {
    items = found;
    list.replaceChildren(...items.map((item, index) => optionFor(item, `${list.id}-${index}`)));
    [...list.children].forEach((option, index) => {
      // The field keeps the focus while the mouse chooses.
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(index));
    });
    active = -1;
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    const mine = (question += 1);
    const found = await find(input.value).catch(() => []);
    if (mine === question && document.activeElement === input) show(found);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("click", () => {
    if (opensEmpty && list.hidden) ask();
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) ask();
      else if (event.key === "ArrowDown") activate((active + 1) % items.length);
      else activate(active > 0 ? active - 1 : items.length - 1);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && isFree && active < 0) {
      close();
    } else if (event.key === "Enter") {
      // Enter chooses; it never sends a half-written story.
      event.preventDefault();
      if (isOpen) take(active < 0 ? 0 : active);
    } else if (event.key === "Tab" && isOpen && active >= 0) {
      take(active);
    }
  });
}

function optionFor(item, id) {
  const option = document.createElement("li");
  option.id = id;
  option.className = "suggestions__option";
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  if (item.image) {
    const image = document.createElement("img");
    image.src = item.image;
    image.alt = "";
    option.append(image);
  }
  const label = document.createElement("span");
  label.textContent = item.label;
  option.append(label);
  if (item.note) {
    const note = document.createElement("span");
    note.className = "suggestions__note";
    note.textContent = item.note;
    option.append(note);
  }
  return option;
}
