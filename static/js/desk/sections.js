// The list of sections, each with those within it. Without this script the numbers say the order.

import { guard } from "./leaving.js";
import { Rows } from "./rows.js";

const lists = document.querySelectorAll("[data-rows]");
for (const list of lists) new Rows(list);
if (lists.length) guard(document.getElementById("changelist-form"), window.location.href);

document.documentElement.dataset.sections = "ready";
