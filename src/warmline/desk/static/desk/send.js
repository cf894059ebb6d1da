/** Sends a form's fields to the desk; the answer is the Response, or null when there was no connection. */
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

export async function send(address, fields, options = {}) {
  const headers = { "X-CSRFToken": token, "HX-Request": "true" };
  try {
    const response = await fetch(address, { method: "POST", headers, body: new URLSearchParams(fields), ...options });
    if (response.status === 401 && response.headers.get("HX-Redirect")) location.reload();
    return response;
  } catch {
    return null;
  }
}

/** Tells the page: "inbox" and "conversation" make htmx fetch, the others go to their modules. */
export function tell(name, detail = {}) {
  document.body.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));
}

/** The address of a noun of the open conversation; "" on the inbox. */
export function address(noun = "") {
  const live = document.getElementById("live");
  return live ? live.dataset.address + noun : "";
}
