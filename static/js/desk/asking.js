// Questions to the server, in the name of whoever is signed in.

export async function askJson(address, parameters) {
  const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (!answer.ok) throw new Error(`${answer.status} from ${address}`);
  return answer.json();
}

// Returns the answer's JSON, or `{ message }` when there is none. `body` is a string or FormData.
export async function sendJson(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: {
        Accept: "application/json",
        "X-CSRFToken": csrfToken(),
        ...(typeof body === "string" ? { "Content-Type": "application/json" } : {}),
      },
      credentials: "same-origin",
    });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? await answer.json() : { message: refusal(answer.status) };
  } catch {
    return { message: UNREACHED };
  }
}

export const UNREACHED = gettext("The server could not be reached. Nothing is lost: try again.");

export const refusal = (status) =>
  ({
    403: gettext("You may not do this, or you were logged out. Log in in another window and try again."),
    413: gettext("This is too large."),
  })[status] ?? interpolate(gettext("The server answered %(status)s. Nothing is lost: try again."), { status }, true);

// The token of the cookie is the newest: signing in in another window makes that of the page stale.
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie?.[1] ?? document.querySelector("input[name=csrfmiddlewaretoken]").value;
}
