// The story's page beside its text. It shows what is kept, so the text is kept before it is shown.

export function equipPreview(form, keeping) {
  const panel = document.getElementById("preview-panel");
  const open = form.querySelector("[data-preview-open]");
  if (!panel || !open) return;
  const frame = panel.querySelector("[data-preview-frame]");
  const stage = frame.parentElement;
  const tabs = [...panel.querySelectorAll("[role=tab]")];
  const { previewUrl } = panel.dataset;
  let chosen = tabs[0];

  // A page of a desk's width does not fit beside the text: it is drawn smaller, not laid out anew.
  const fit = () => {
    const width = Number(chosen.dataset.width);
    const scale = Math.min(1, stage.clientWidth / width);
    frame.style.inlineSize = `${width}px`;
    frame.style.blockSize = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  };
  const address = () => new URL(chosen.dataset.previewTab, new URL(previewUrl, window.location)).href;
  // Neither a choice of tab nor a new text is a page to go back to.
  const load = () => {
    if (frame.contentWindow.location.href === address()) frame.contentWindow.location.reload();
    else frame.contentWindow.location.replace(address());
  };
  const choose = (tab) => {
    chosen = tab;
    for (const each of tabs) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
    }
    fit();
    load();
  };
  const show = async (isShown) => {
    open.setAttribute("aria-expanded", String(isShown));
    document.body.classList.toggle("writing-screen--preview", isShown);
    panel.hidden = !isShown;
    if (!isShown) return;
    await keeping.keep({ isAsked: true });
    choose(chosen);
  };

  open.hidden = false;
  open.addEventListener("click", () => show(panel.hidden));
  panel.querySelector("[data-preview-close]").addEventListener("click", () => {
    show(false);
    open.focus();
  });
  panel.addEventListener("click", ({ target }) => {
    if (tabs.includes(target)) choose(target);
  });
  panel.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !tabs.includes(event.target)) return;
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    next.focus();
    choose(next);
  });
  panel.querySelector(".preview-panel__out").addEventListener("click", () => keeping.keep({ isAsked: true }));
  new ResizeObserver(fit).observe(stage);
  form.addEventListener("story:kept", () => {
    if (!panel.hidden) load();
  });
}
