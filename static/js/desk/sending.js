// One file on its way to the server, with how much of it has left. An XMLHttpRequest, because fetch
// cannot tell that.

import { csrfToken } from "./asking.js";

// A line that says nothing for so long is dead: the file stopped half-way.
const SILENCE = 60_000; // milliseconds

// Returns `{ answered, abort }`; `answered` is a promise of `{ status, answer }`, where status 0 means
// that the server was not reached and `answer` is its JSON or null. `moved(share)` gets 0 to 1.
export function send(address, body, moved) {
  const request = new XMLHttpRequest();
  const answered = new Promise((resolve) => {
    let silence;
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE);
    };
    const end = () => {
      clearTimeout(silence);
      resolve({ status: request.status, answer: readJson(request.responseText) });
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      listen();
      moved(loaded / total);
    });
    request.addEventListener("loadend", end);
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    listen();
    request.send(body);
  });
  return { answered, abort: () => request.abort() };
}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
