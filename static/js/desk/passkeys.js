// Asks the device for a passkey when a form with data-passkey is sent, and sends its answer along.
// Without this script such a form stays hidden: it could do nothing.

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(form, "");
    try {
      const credential = await ask(form.dataset.passkey, await optionsFor(form));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      tell(form, reasonOf(error));
    }
  });
}

// Returns what the server wants to be vouched for: it stands in the page, or is asked for now.
async function optionsFor(form) {
  const stored = document.getElementById("passkey-options");
  if (stored) return JSON.parse(stored.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

function ask(act, { creation_options: creation, request_options: request }) {
  const Key = window.PublicKeyCredential;
  if (act === "create") {
    const publicKey = Key.parseCreationOptionsFromJSON(creation.publicKey);
    return navigator.credentials.create({ publicKey });
  }
  return navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(request.publicKey) });
}

// Browsers do not say whether somebody said no, waited too long, or has no passkey for this site.
function reasonOf({ name }) {
  if (name === "InvalidStateError") return "known";
  return name === "NotAllowedError" || name === "AbortError" ? "refused" : "unable";
}

function tell(form, reason) {
  const line = form.querySelector("[role=status]");
  line.textContent = reason && line.dataset[reason];
}
