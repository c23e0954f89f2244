// Rows in an order (parts, bylines, sources of a story; places of the front page): move by buttons
// and by a handle, add, remove with undo. Rows that are places can neither be added nor removed, and
// are called by the names of the places. The order field of every row is renumbered from 0 at each
// change. The server renumbers again, so that the same form works by its number fields when no
// script runs. Rows that have a name of their own are called by it, and may hold rows themselves.

export const announce = (text) => {
  const region = document.querySelector("[data-announcements]");
  region.textContent = "";
  // A region that says the same thing twice is only heard if it was empty in between.
  requestAnimationFrame(() => {
    region.textContent = text;
  });
};

const told = (sentence, names) => interpolate(sentence, names, true);

export class Rows {
  constructor(section) {
    this.section = section;
    this.prefix = section.dataset.rows;
    this.name = section.dataset.rowName;
    this.list = section.querySelector("[data-rows-list]");
    this.template = section.querySelector("[data-rows-new]");
    this.total = document.getElementById(`id_${this.prefix}-TOTAL_FORMS`);
    if ("rowsArePlaces" in section.dataset) {
      this.names = this.rows.map((row) => row.querySelector("[data-row-number]").textContent);
    }
    this.areNamed = "rowsAreNamed" in section.dataset;
    section.addEventListener("click", (event) => this.press(event));
    section.addEventListener("pointerdown", (event) => this.drag(event));
    for (const row of this.rows) this.equip(row);
    const add = section.querySelector("[data-row-add]");
    if (add) add.hidden = false;
    this.renumber();
  }

  get rows() {
    return [...this.list.children];
  }

  get kept() {
    return this.rows.filter((row) => !isRemoved(row));
  }

  equip(row) {
    for (const name of ["up", "down", "remove", "handle"]) {
      const tool = row.querySelector(`[data-row-${name}]`);
      if (tool) tool.hidden = false;
    }
    row.querySelector("[data-row-order]").hidden = true;
    const remove = row.querySelector("[data-row-delete]");
    if (remove) remove.hidden = true;
    if (isRemoved(row)) this.show(row);
  }

  // Returns the new row, the last one or the one after another.
  add(after = null) {
    const index = Number(this.total.value);
    const holder = document.createElement("template");
    holder.innerHTML = this.template.innerHTML.replaceAll("__prefix__", index);
    const row = holder.content.firstElementChild;
    if (after) after.after(row);
    else this.list.append(row);
    this.total.value = index + 1;
    this.equip(row);
    this.renumber();
    row.dispatchEvent(new CustomEvent("row:added", { bubbles: true }));
    return row;
  }

  press(event) {
    const button = event.target.closest("button");
    if (!button || !this.section.contains(button)) return;
    const row = button.closest("[data-row]");
    if (row && row.parentElement !== this.list) return;
    if (button.matches("[data-row-add]")) this.addAndFocus();
    else if (button.matches("[data-row-up]")) this.pressMove(row, -1);
    else if (button.matches("[data-row-down]")) this.pressMove(row, 1);
    else if (button.matches("[data-row-remove]")) this.remove(row);
    else if (button.matches("[data-row-restore]")) this.restore(row);
  }

  addAndFocus(after = null) {
    const row = this.add(after);
    row.querySelector("[data-row-body] :is(input:not([type=hidden]), textarea)").focus();
    announce(told(gettext("%(name)s added."), { name: this.label(row) }));
    return row;
  }

  pressMove(row, step) {
    this.move(row, step);
    const [there, back] = step < 0 ? ["up", "down"] : ["down", "up"];
    const button = row.querySelector(`[data-row-${there}]`);
    const isAtEnd = button.getAttribute("aria-disabled") === "true";
    (isAtEnd ? row.querySelector(`[data-row-${back}]`) : button).focus();
  }

  move(row, step) {
    const kept = this.kept;
    const neighbour = kept[kept.indexOf(row) + step];
    if (!neighbour) return;
    if (step < 0) neighbour.before(row);
    else neighbour.after(row);
    this.renumber();
    row.scrollIntoView({ block: "nearest" });
    announce(
      told(gettext("%(name)s moved to place %(place)s of %(places)s."), {
        name: this.label(row),
        place: this.kept.indexOf(row) + 1,
        places: kept.length,
      }),
    );
  }

  remove(row) {
    const label = this.label(row);
    this.setRemoved(row, true);
    row.querySelector("[data-row-restore]").focus();
    announce(told(gettext("%(name)s is removed when you save. Undo brings it back."), { name: label }));
  }

  restore(row) {
    this.setRemoved(row, false);
    row.querySelector("[data-row-remove]").focus();
    announce(told(gettext("%(name)s is back."), { name: this.label(row) }));
  }

  setRemoved(row, isGone) {
    row.querySelector("[data-row-delete] input").checked = isGone;
    this.show(row);
    this.renumber();
  }

  show(row) {
    const removed = isRemoved(row);
    row.classList.toggle("row--removed", removed);
    row.querySelector("[data-row-removed]").hidden = !removed;
    row.querySelector("[data-row-body]").hidden = removed;
    const bar = row.querySelector(".row__bar");
    if (bar) bar.hidden = removed;
  }

  label(row) {
    if (this.areNamed) return row.querySelector("[data-row-number]").textContent;
    const number = this.kept.indexOf(row) + 1;
    if (this.names) return this.names[number - 1];
    const capital = this.name[0].toUpperCase() + this.name.slice(1);
    return `${capital} ${number}`;
  }

  renumber() {
    const kept = this.kept;
    this.rows.forEach((row, order) => {
      row.querySelector("[data-row-order] input").value = order;
    });
    kept.forEach((row, index) => {
      const label = this.label(row);
      const number = row.querySelector("[data-row-number]");
      if (number && !this.areNamed) number.textContent = label;
      this.nameButton(row, "up", told(gettext("Move %(name)s up"), { name: label }), index === 0);
      this.nameButton(row, "down", told(gettext("Move %(name)s down"), { name: label }), index === kept.length - 1);
      if (this.names || this.areNamed) return;
      this.nameButton(row, "remove", told(gettext("Remove %(name)s"), { name: label }), false);
      const restore = row.querySelector("[data-row-restore]");
      restore.setAttribute("aria-label", told(gettext("Undo: keep the %(name)s"), { name: this.name }));
    });
    this.section.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true }));
  }

  // A button at an end stays in the tab order, so that focus is never lost on the way.
  nameButton(row, kind, label, isDisabled) {
    const button = row.querySelector(`[data-row-${kind}]`);
    button.setAttribute("aria-label", label);
    button.setAttribute("aria-disabled", String(isDisabled));
  }

  // The row itself moves when the pointer is let go; until then a line shows where to.
  drag(event) {
    const handle = event.target.closest("[data-row-handle]");
    if (!handle || event.button !== 0) return;
    const row = handle.closest("[data-row]");
    if (row.parentElement !== this.list) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("row--dragged");
    let target = null;

    const clear = () => {
      for (const each of this.rows) each.classList.remove("row--before", "row--after");
    };
    const follow = (moved) => {
      clear();
      target = this.targetAt(moved.clientY, row);
      target?.row.classList.add(target.isAfter ? "row--after" : "row--before");
      const edge = 60;
      if (moved.clientY < edge) window.scrollBy(0, -16);
      else if (moved.clientY > window.innerHeight - edge) window.scrollBy(0, 16);
    };
    const finish = (ended) => {
      handle.removeEventListener("pointermove", follow);
      handle.removeEventListener("pointerup", finish);
      handle.removeEventListener("pointercancel", finish);
      row.classList.remove("row--dragged");
      clear();
      if (ended.type !== "pointerup" || !target) return;
      if (target.isAfter) target.row.after(row);
      else target.row.before(row);
      this.renumber();
      announce(
        told(gettext("%(name)s is now at place %(place)s."), {
          name: this.label(row),
          place: this.kept.indexOf(row) + 1,
        }),
      );
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", finish);
    handle.addEventListener("pointercancel", finish);
  }

  targetAt(y, dragged) {
    const others = this.kept.filter((row) => row !== dragged);
    for (const row of others) {
      const box = row.getBoundingClientRect();
      if (y < box.top + box.height / 2) return { row, isAfter: false };
    }
    return others.length ? { row: others.at(-1), isAfter: true } : null;
  }
}

export const isRemoved = (row) =>
  Boolean(row.querySelector("[data-row-delete] input")?.checked);
