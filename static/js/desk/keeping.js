// Nothing typed is ever lost: it goes to the server within seconds, and into this browser whenever
// the server, the session or the right to write is gone.

import { csrfToken, refusal } from "./asking.js";
import { forget, KeptText, markSubmitted, pairsOf } from "./kept-text.js";

const A_PAUSE = 1_500; // milliseconds without a key
const LONGEST_WAIT = 4_000;
const TRY_AGAIN = 5_000;
const HEARTBEAT = 10_000;

// Each time that the server has what is in the form, that hears "story:kept" with the answer.
export class Keeping {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-keep-status]");
    this.overtaken = form.querySelector("[data-overtaken]");
    const { keepUrl, presenceUrl, person, story } = this.status.dataset;
    Object.assign(this, { keepUrl, presenceUrl });
    this.here = new KeptText({ person, story, draftKey: form.elements.draft_key?.value });
    this.offer();
    // What the server is known to have; nothing of a form that it sent back for correction.
    this.saved = document.querySelector(".errornote:not([hidden])") ? "" : this.text;
    if (this.isChanged) this.schedule();
    form.addEventListener("input", () => this.change());
    form.addEventListener("change", () => this.change());
    form.addEventListener("rows:changed", () => this.change());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
    });
    window.addEventListener("pagehide", () => this.leave());
    document.getElementById("desk-act").addEventListener("submit", ({ submitter }) => {
      if (submitter.closest("[data-draft]")) this.abandon();
    });
    document.getElementById("logout-form").addEventListener("submit", () => this.abandon());
    if (presenceUrl) setInterval(() => this.beat(), HEARTBEAT);
  }

  get text() {
    return JSON.stringify(pairsOf(this.form));
  }

  get isChanged() {
    return this.text !== this.saved;
  }

  change() {
    if (this.isSubmitted) return;
    this.changedAt ??= Date.now();
    this.schedule();
  }

  schedule(wait = Math.max(0, Math.min(A_PAUSE, this.changedAt + LONGEST_WAIT - Date.now()) || 0)) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), wait);
  }

  // Sends the form, one after the other: each answer brings the stamp that the next one carries.
  // Asked for, a story that was never saved is kept even if nothing is in it yet.
  async keep({ keepalive = false, isAsked = false } = {}) {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    this.changedAt = undefined;
    const isFirst = isAsked && this.here.isNew && !this.hasWritten;
    if (this.isSubmitted || !(this.isChanged || isFirst)) return;
    this.sending = this.send(keepalive);
    await this.sending;
    this.sending = undefined;
  }

  async send(keepalive) {
    const { text } = this;
    const body = new FormData(this.form);
    if (keepalive) body.set("_leaves", "1");
    const answer = await post(this.keepUrl, body, keepalive);
    if (answer.stamp) {
      this.saved = text;
      this.hasWritten = true;
      if (this.form.elements.stamp) this.form.elements.stamp.value = answer.stamp;
      this.overtaken.hidden = true;
      if (!this.isChanged) this.here.forget();
      this.tell("saved", answer.saved_at);
      this.form.dispatchEvent(new CustomEvent("story:kept", { detail: answer }));
      return;
    }
    const isHere = this.here.keep(this.form);
    const isOvertaken = answer.is_taken || answer.is_clash;
    if (isOvertaken) this.tellOvertaken(answer);
    if (isHere && isOvertaken) this.tell("here");
    else if (answer.message) this.tell(isHere ? "refused" : "lost", answer.message);
    else this.tell(isHere ? answer.why : "lost");
    if (!answer.is_clash) this.schedule(TRY_AGAIN);
  }

  // Before the page goes: into this browser at once, to the server as well if it still comes through.
  leave() {
    if (!this.isChanged || this.isSubmitted) return;
    this.here.keep(this.form);
    this.keep({ keepalive: true });
  }

  // The form is on its way to be saved. What it holds stays here until the server has answered.
  async submit() {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    this.isSubmitted = true;
    this.here.keep(this.form, { isSubmitted: true });
  }

  abandon() {
    this.isSubmitted = true;
    this.here.forget();
  }

  // Returns whether the page may go: what the server has not is kept here.
  holdsAll() {
    if (this.isSubmitted || !this.isChanged) return true;
    return this.here.keep(this.form);
  }

  async beat() {
    if (!this.hasWritten || document.visibilityState === "hidden") return;
    const answer = await post(this.presenceUrl, new FormData());
    if (answer.is_taken) this.tellOvertaken(answer);
  }

  tellOvertaken({ message, is_clash: isClash }) {
    this.overtaken.hidden = false;
    this.overtaken.querySelector("[data-overtaken-message]").textContent = message;
    this.overtaken.querySelector("[data-take-over]").hidden = Boolean(isClash);
    this.overtaken.querySelector("[data-compare]").hidden = !isClash;
  }

  // A line that says the same again is left alone, so that nobody hears it every few seconds.
  tell(what, word = "") {
    const text = this.status.dataset[what].replace("{}", word);
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.dataset.state = what;
  }

  // Offers what this browser kept, unless the form says it already.
  offer() {
    const notice = this.form.querySelector("[data-kept-text]");
    const kept = this.here.find();
    if (!kept) return;
    if (JSON.stringify(kept.pairs) === JSON.stringify(pairsOf(this.form))) {
      forget(kept.key);
      this.offer();
      return;
    }
    notice.hidden = false;
    notice.querySelector("[data-kept-at]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    notice.querySelector("[data-kept-use]").addEventListener("click", () => this.goOnWith(kept));
    notice.querySelector("[data-kept-discard]").addEventListener("click", () => {
      forget(kept.key);
      notice.hidden = true;
    });
  }

  // The server judges whether it can be kept as it is, or has to be set beside a newer text.
  goOnWith({ key, pairs, frame }) {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: this.keepUrl, hidden: true });
    const fields = { ...frame, csrfmiddlewaretoken: csrfToken() };
    for (const [name, value] of [...pairs, ...Object.entries(fields)]) {
      if (value === undefined) continue;
      const field = document.createElement("textarea");
      Object.assign(field, { name, value });
      form.append(field);
    }
    document.body.append(form);
    markSubmitted(key);
    this.isSubmitted = true;
    form.submit();
  }
}

// Returns the answer, or `{ why }`: "offline" or "signedOut". A sign-in page answers by a redirect.
async function post(address, body, keepalive = false) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      keepalive,
      redirect: "manual",
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
    });
    if (answer.type === "opaqueredirect") return { why: "signedOut" };
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (isJson) return await answer.json();
    return answer.status >= 500 ? { why: "offline" } : { message: refusal(answer.status) };
  } catch {
    return { why: "offline" };
  }
}
