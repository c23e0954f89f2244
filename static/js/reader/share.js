/* Two links of the share bar do more with a script: one copies, one opens the device's own sheet. */

async function copy(event) {
  const link = event.currentTarget;
  const answer = link.closest(".share-bar").querySelector(".share-bar__answer");
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    answer.textContent = answer.dataset.copied;
  } catch {
    answer.textContent = answer.dataset.refused;
  }
}

/* A reader who closes the sheet again has changed their mind; that is no failure. */
function openSheet({ currentTarget: { dataset } }) {
  navigator.share({ title: dataset.headline, url: dataset.address }).catch(() => {});
}

for (const link of document.querySelectorAll("[data-share=copy]")) {
  link.addEventListener("click", copy);
}
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share=device]")) {
    button.addEventListener("click", openSheet);
    button.closest("li").hidden = false;
  }
}
