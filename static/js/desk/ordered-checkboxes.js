// Two buttons for each checkbox of a list whose order counts.

for (const list of document.querySelectorAll("[data-ordered-checkboxes]")) {
  const refresh = () => {
    [...list.children].forEach((item, index, all) => {
      item.querySelector("[data-up]").setAttribute("aria-disabled", String(index === 0));
      item.querySelector("[data-down]").setAttribute("aria-disabled", String(index === all.length - 1));
    });
  };
  for (const item of list.children) {
    const name = item.querySelector("label").textContent.trim();
    for (const [kind, text] of [["up", gettext("Move up")], ["down", gettext("Move down")]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "desk-button desk-button--plain";
      button.textContent = text;
      button.setAttribute("aria-label", `${text}: ${name}`);
      button.toggleAttribute(`data-${kind}`, true);
      button.addEventListener("click", () => {
        if (kind === "up") item.previousElementSibling?.before(item);
        else item.nextElementSibling?.after(item);
        refresh();
        button.focus();
      });
      item.append(button);
    }
  }
  refresh();
}
