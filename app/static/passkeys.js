// Passkeys (WebAuthn, W3C). A form with data-passkey asks the browser for one when it is sent, and then takes along what
// the browser says. The server tells what to ask at data-options. A form with data-offers has the browser offer passkeys
// in the page's address field as well, until its button is used.
const forms = [...document.querySelectorAll("form[data-passkey]")];
const known = Boolean(globalThis.PublicKeyCredential && navigator.credentials);
const RENEWED = 0.9; // of a challenge's time, an offer in the address field is made anew
const PAST = { fresh_sign_in_needed: "/signin/again", sign_in_needed: "/signin" };

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const listed = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

/** The server's options as the browser takes them. */
const asked = (told) => ({
  ...told,
  challenge: bytes(told.challenge),
  user: told.user && { ...told.user, id: bytes(told.user.id) },
  allowCredentials: listed(told.allowCredentials),
  excludeCredentials: listed(told.excludeCredentials),
});

/** What the browser says as the server takes it. */
const written = ({ id, type, authenticatorAttachment, response }) => {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    said.userHandle = response.userHandle && text(response.userHandle);
  }
  return JSON.stringify({ id, type, authenticatorAttachment, response: said });
};

class Told extends Error {}

const ask = async (form) => {
  const answer = await fetch(form.dataset.options, { method: "POST", headers: { accept: "application/json" } })
    .catch(() => { throw new Told("No answer from the server. Try again in a moment."); });
  const told = await answer.json();
  if (answer.ok) return told;
  if (PAST[told.code]) location.assign(`${PAST[told.code]}?next=${encodeURIComponent(location.pathname)}`);
  throw new Told(told.detail);
};

const reason = (error, makes, host) => {
  if (error instanceof Told) return error.message;
  const reasons = {
    NotAllowedError: makes
      ? "No passkey was made. Nothing was changed."
      : "No passkey was used. Try again, or take another way in.",
    InvalidStateError: "This device holds a passkey for your account already.",
    NotSupportedError: "This device makes no passkeys of a kind that is taken here.",
    ConstraintError: "This device can’t check that it is you. Set a PIN, a finger or a face on it first.",
    SecurityError: `Passkeys are used at ${host} here, not at ${location.hostname}. Open this page there.`,
  };
  return reasons[error.name] ?? "The browser could not use a passkey. Take another way in.";
};

const say = (form, words) => { form.querySelector("[data-says]").textContent = words; };

const send = (form, credential) => {
  form.elements.credential.value = written(credential);
  form.requestSubmit();
};

let offer = null; // how to take back what the browser offers in the address field
let renewal = 0;

const takeBack = () => {
  clearTimeout(renewal);
  offer?.abort();
  offer = null;
};

const makeOffer = async (form) => {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  takeBack();
  const own = new AbortController();
  offer = own;
  try {
    const told = await ask(form);
    if (own.signal.aborted) return;
    renewal = setTimeout(() => makeOffer(form), told.timeout * RENEWED);
    const request = { publicKey: asked(told), mediation: "conditional", signal: own.signal };
    send(form, await navigator.credentials.get(request));
  } catch {
    // Taken back, or not to be had: the button is there all the same.
  }
};

const use = async (form) => {
  const makes = form.dataset.passkey === "create";
  const button = form.querySelector("button");
  let host = "";
  takeBack();
  say(form, "");
  button.disabled = true;
  try {
    const told = await ask(form);
    host = told.rpId ?? told.rp.id;
    send(form, await navigator.credentials[form.dataset.passkey]({ publicKey: asked(told) }));
  } catch (error) {
    say(form, reason(error, makes, host));
    button.disabled = false;
    button.focus();
    if (form.dataset.offers !== undefined) makeOffer(form);
  }
};

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return; // it is on its way to the server
    event.preventDefault();
    use(form);
  });
  if (!known) {
    form.querySelector("button").disabled = true;
    say(form, isSecureContext ? "This browser knows no passkeys." : "Browsers use passkeys on https only.");
  }
}

const offering = known && forms.find((form) => form.dataset.offers !== undefined);
if (offering) makeOffer(offering);
addEventListener("pagehide", takeBack);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const form of forms) {
    form.elements.credential.value = "";
    form.querySelector("button").disabled = !known;
  }
  if (offering) makeOffer(offering);
});
