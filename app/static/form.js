// What makes forms livelier; each works without it. Passwords can be shown and caps lock is told, what is wrong is where
// the cursor stands, and a form that is on its way is not sent twice.
import { say } from "./say.js";

const AFTER = 10000; // a form that was answered with a file leaves its page standing

const capsTold = new WeakMap();
const tellCaps = (input, on) => {
  const line = input.closest(".field")?.querySelector(".caps");
  if (!line || capsTold.get(input) === on) return;
  capsTold.set(input, on);
  line.textContent = on ? "Caps lock is on." : "";
};

for (const kind of ["keydown", "keyup", "pointerdown"]) {
  document.addEventListener(kind, (event) => {
    const { target } = event;
    if (!target.matches?.(".secret .input") || !event.getModifierState) return;
    // On the way down of the key itself some systems still say how it was before.
    if (event.key !== "CapsLock" || kind === "keyup") tellCaps(target, event.getModifierState("CapsLock"));
  });
}
document.addEventListener("focusout", ({ target }) => { if (target.matches?.(".secret .input")) tellCaps(target, false); });

const show = (button, shown) => {
  const input = button.parentElement.querySelector(".input");
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  button.title = shown ? "Hide" : "Show";
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-do=peek]");
  if (button) show(button, button.getAttribute("aria-pressed") !== "true");
});

// How long a new password is, in words, once typing rests.
const many = (left) => (left === 1 ? "One more character." : `${left} more characters.`);
const lengthTold = (hint, length) => {
  const left = Number(hint.dataset.length) - length;
  if (length === 0) return hint.dataset.plain;
  if (left > 0) return many(left);
  return length < 16 ? "Long enough. A few words in a row are stronger still." : "Long enough.";
};

for (const hint of document.querySelectorAll("[data-length]")) {
  hint.dataset.plain = hint.textContent;
  hint.setAttribute("role", "status");
  let resting = 0;
  hint.closest(".field").querySelector(".input").addEventListener("input", ({ target }) => {
    clearTimeout(resting);
    resting = setTimeout(() => { hint.textContent = lengthTold(hint, [...target.value].length); }, 250);
  });
}

// What was wrong is no longer said of what is being changed.
document.addEventListener("input", ({ target }) => {
  const field = target.closest(".field.is-wrong");
  if (!field) return;
  const said = field.querySelector(".wrong");
  for (const input of field.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    const left = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== said?.id).join(" ");
    if (left) input.setAttribute("aria-describedby", left);
    else input.removeAttribute("aria-describedby");
  }
  field.classList.remove("is-wrong");
  said?.remove();
});

// A code is pasted as it was copied, with its spaces and hyphens; letters of a recovery code stay.
for (const input of document.querySelectorAll(".is-code[inputmode=numeric]")) {
  input.addEventListener("input", () => {
    const digits = input.value.replace(/[\s-]/g, "");
    if (digits !== input.value) input.value = digits;
  });
}

// A form with data-said comes back to its page when all went well: then these words are said.
const keep = (said) => {
  try { sessionStorage.setItem("said", JSON.stringify(said)); } catch { /* nothing is said */ }
};
const kept = () => {
  try {
    const said = JSON.parse(sessionStorage.getItem("said"));
    sessionStorage.removeItem("said");
    return said;
  } catch { return null; }
};
const told = kept();
if (told?.at === location.pathname && !document.querySelector(".refused, [aria-invalid=true]")) say(told.words);

const busy = (form, on) => {
  form.toggleAttribute("data-busy", on);
  if (on) form.setAttribute("aria-busy", "true");
  else form.removeAttribute("aria-busy");
};
const rested = () => { for (const form of document.querySelectorAll("form[data-busy]")) busy(form, false); };

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.hasAttribute("data-busy")) {
    event.preventDefault();
    return;
  }
  for (const button of form.querySelectorAll("[data-do=peek][aria-pressed=true]")) show(button, false);
  busy(form, true);
  if (form.dataset.said) keep({ words: form.dataset.said, at: location.pathname });
  setTimeout(() => busy(form, false), AFTER);
});
addEventListener("pageshow", ({ persisted }) => { if (persisted) rested(); });

// On a phone the rooms of the settings are one line that scrolls: where one is, is in sight.
const room = document.querySelector(".rooms [aria-current]");
const line = room?.closest("ul");
if (line && line.scrollWidth > line.clientWidth) line.scrollLeft = room.offsetLeft - (line.clientWidth - room.offsetWidth) / 2;

// Browsers disagree on what `autofocus` may take on a page that was answered to a form.
const wrong = document.querySelector("[aria-invalid=true]") ?? document.querySelector(".refused");
wrong?.focus();
