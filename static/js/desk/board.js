// A story is dragged into another column: its own form is sent, with the status of that column. Only
// the columns that the form offers take it; without a script, or by keyboard, the form does the same.

const columns = [...document.querySelectorAll("[data-status]")];
let dragged = null;

const steps = (card) => card.querySelector("select");
const mayGoTo = (card, column) =>
  [...steps(card).options].some((step) => step.value === column.dataset.status);

function lift(event) {
  dragged = event.target.closest("[data-card]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("a").textContent);
  for (const column of columns) {
    column.classList.toggle("board__column--open", mayGoTo(dragged, column));
  }
}

function letGo() {
  dragged = null;
  for (const column of columns) column.classList.remove("board__column--open", "board__column--under");
}

function put(event) {
  if (!dragged || !mayGoTo(dragged, event.currentTarget)) return;
  event.preventDefault();
  steps(dragged).value = event.currentTarget.dataset.status;
  dragged.querySelector("form").requestSubmit();
}

for (const card of document.querySelectorAll("[data-card]")) {
  card.draggable = true;
  // The link in it would be dragged instead.
  for (const link of card.querySelectorAll("a")) link.draggable = false;
}
for (const column of columns) {
  column.addEventListener("dragover", (event) => {
    if (!dragged || !mayGoTo(dragged, column)) return;
    event.preventDefault();
    column.classList.add("board__column--under");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("board__column--under");
  });
  column.addEventListener("drop", put);
}
document.addEventListener("dragstart", lift);
document.addEventListener("dragend", letGo);
