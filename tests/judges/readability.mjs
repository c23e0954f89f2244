/* What a browser's reader view makes of a page: `node readability.mjs page.html`. */

import { readFileSync } from "node:fs";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

const { document } = parseHTML(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(new Readability(document).parse()));
