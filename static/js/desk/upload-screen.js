// Many pictures at once: each file is sent on its own, so that a bad one stops no other. Without this
// script the form sends all of them together.

import { refusal } from "./asking.js";
import { send } from "./sending.js";

const AT_ONCE = 2; // the server develops them one after the other anyway
const STATES = ["waiting", "sending", "developing", "kept", "refused"];

const form = document.querySelector("[data-uploading]");
const input = form.querySelector("input[type=file]");
const zone = form.querySelector("[data-drop-zone]");
const uploads = [];
const LARGEST = Number(form.dataset.largest); // bytes

class Upload {
  constructor(file) {
    this.file = file;
    this.line = form.querySelector("[data-upload-template]").content.cloneNode(true).firstElementChild;
    this.part("name").textContent = file.name;
    this.part("again").addEventListener("click", () => {
      this.show("waiting");
      sendNext();
    });
    form.querySelector("[data-uploads]").append(this.line);
    this.show("waiting");
  }

  part(name) {
    return this.line.querySelector(`[data-${name}]`);
  }

  show(state, reason = "") {
    this.state = state;
    this.line.dataset.upload = state;
    for (const each of STATES) this.part(`state-${each}`).hidden = each !== state;
    if (state === "refused") this.part("state-refused").textContent = reason;
    this.part("progress").hidden = !["sending", "developing"].includes(state);
    this.part("again").hidden = state !== "refused" || this.isHopeless;
    tell();
  }

  async go() {
    if (this.file.size > LARGEST) return this.refuse(tooLarge(this.file), true);
    this.show("sending");
    const body = new FormData();
    body.append("original", this.file);
    const { status, answer } = await send(window.location.pathname, body, (share) => {
      this.part("progress").value = share;
      if (share === 1 && this.state === "sending") this.show("developing");
    }).answered;
    if (status === 201 && answer) return this.keep(answer);
    // The server has judged the file itself: to send it again would change nothing.
    if (answer?.errors) return this.refuse(Object.values(answer.errors).flat().join(" "), true);
    return this.refuse(whyNot(status));
  }

  refuse(reason, isHopeless = false) {
    this.isHopeless = isHopeless;
    this.show("refused", reason);
  }

  keep(photo) {
    this.photo = photo;
    const picture = Object.assign(document.createElement("img"), { src: photo.thumbnail, alt: "" });
    this.part("picture").replaceChildren(picture);
    this.part("notes").replaceChildren(
      ...photo.twins.map((twin) => Object.assign(document.createElement("li"), { textContent: twin })),
    );
    this.show("kept");
  }
}

const megabytes = (bytes) => Math.round(bytes / 1_048_576);

const tooLarge = (file) =>
  interpolate(
    gettext("This file has %(size)s MB; a picture may have %(largest)s MB at most."),
    { size: megabytes(file.size), largest: megabytes(LARGEST) },
    true,
  );

// A sign-in page is an answer of 200 that is no JSON.
function whyNot(status) {
  if (status === 0) {
    return gettext("The server could not be reached, or the file stopped half-way. Try it again.");
  }
  return refusal(status === 200 ? 403 : status);
}

const inState = (...states) => uploads.filter(({ state }) => states.includes(state));

function take(files) {
  uploads.push(...[...files].map((file) => new Upload(file)));
  sendNext();
}

function sendNext() {
  for (const upload of inState("waiting").slice(0, AT_ONCE - inState("sending", "developing").length)) {
    upload.go().then(sendNext);
  }
}

function tell() {
  const kept = inState("kept");
  const [refused, moving] = [inState("refused").length, inState("waiting", "sending", "developing").length];
  form.querySelector("[data-summary-line]").textContent = interpolate(
    gettext("Of %(all)s pictures %(kept)s are kept and %(refused)s refused."),
    { all: uploads.length, kept: kept.length, refused },
    true,
  );
  form.querySelector("[data-describe]").replaceChildren(...(moving ? [] : linksToDescribe(kept)));
}

// An address holds only so many keys, so very many pictures are described in several tables.
function* linksToDescribe(kept) {
  const most = Number(form.dataset.most);
  for (let start = 0; start < kept.length; start += most) {
    const some = kept.slice(start, start + most);
    const place = { first: start + 1, last: start + some.length };
    yield Object.assign(document.createElement("a"), {
      className: "desk-button desk-button--main",
      href: `${form.dataset.describeUrl}?photos=${some.map(({ photo }) => photo.id).join(",")}`,
      textContent: interpolate(gettext("Describe pictures %(first)s to %(last)s"), place, true),
    });
  }
}

input.addEventListener("change", () => {
  take(input.files);
  input.value = "";
});
form.querySelector("[data-without-script]").hidden = true;
input.required = false;
form.addEventListener("submit", (event) => event.preventDefault());

for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("drop-zone--over");
  });
}
for (const name of ["dragleave", "drop"]) {
  zone.addEventListener(name, () => zone.classList.remove("drop-zone--over"));
}
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer.files);
});
// A file dropped beside the zone must not take the place of the page.
for (const name of ["dragover", "drop"]) {
  window.addEventListener(name, (event) => event.preventDefault());
}
window.addEventListener("beforeunload", (event) => {
  if (inState("waiting", "sending", "developing").length) event.preventDefault();
});
document.documentElement.dataset.uploadScreen = "ready";
