// The text of a policy, in the editor of the writing screen.

import { makeEditor } from "./prose.js";
import { equipTextKeys } from "./text-keys.js";

for (const textarea of document.querySelectorAll("textarea[data-prose]")) {
  document.querySelector(`label[for="${textarea.id}"]`).id = `${textarea.id}_label`;
  makeEditor(textarea, {});
}
equipTextKeys();
