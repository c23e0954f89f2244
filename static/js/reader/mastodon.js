/* The reader's own server is remembered once they went there, and filled in the next time. */

import { recall, remember } from "./memory.js";

const SERVER = "mastodon-server";
const asked = document.querySelector("[data-remembers=mastodon-server]");
const found = document.querySelector("[data-mastodon-server]");

if (asked && !asked.value) asked.value = recall(SERVER) ?? "";
found?.addEventListener("click", () => remember(SERVER, found.dataset.mastodonServer));
