/** data-passkey="create" or "get" on a form asks the browser for a passkey before the form is sent (WebAuthn, level 3). */
const asked = {
  create: async (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: async (options) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

function tell(form, kind) {
  const place = form.querySelector("[data-passkey-trouble]");
  place.textContent = place.dataset[kind];
  place.hidden = false;
}

async function fill(form) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return tell(form, "old");
  try {
    const credential = await asked[form.dataset.passkey](JSON.parse(form.dataset.options).publicKey);
    form.querySelector("[name=credential]").value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    tell(form, "refused"); // refused, timed out, or no passkey at hand: the browser has said why
  }
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(form);
  });
}
