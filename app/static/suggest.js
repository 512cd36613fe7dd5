// The search box as a combobox (ARIA Authoring Practices): suggestions while one types, arrows and Enter, or a finger.
// Without this file the box is a form.
import { onKey } from "./keys.js";
import { action, pane, suggestion } from "./suggest-list.js";

const WAIT = 80;
const KEPT = 60;
const form = document.querySelector("[data-find]");
const input = form.querySelector("input[name=q]");
const { box, list, none, says } = pane();
const offers = [];
const kept = new Map();
let running = null;
let timer = 0;
let drawn = null;

/** `offer(text)` gives what else can be done with the words typed on this page, or null. */
export const offerAlso = (offer) => offers.push(offer);

const text = () => input.value.trim();
const options = () => [...list.querySelectorAll("[role=option]")];
const active = () => list.querySelector("[aria-selected=true]");
const isOpen = () => !box.hidden;
const isSheet = () => form.classList.contains("is-open");

const choose = (option) => {
  active()?.setAttribute("aria-selected", "false");
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  } else input.removeAttribute("aria-activedescendant");
};

const show = (open) => {
  box.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (!open) choose(null);
};

const ways = (words) => [
  { name: "search", words: `Search for “${words}”`, href: `/search?q=${encodeURIComponent(words)}` },
  ...offers.map((offer) => offer(words)).filter(Boolean).map((offer) => ({ href: "#main", ...offer })),
];

/** Without suggestions (null: they could not be had) what can be done with the words is offered all the same. */
const draw = (words, suggestions) => {
  drawn = suggestions && words;
  choose(null);
  none.hidden = !suggestions || suggestions.length > 0;
  none.textContent = `No style, subject or model is called “${words}”.`;
  const acts = words ? ways(words) : [];
  const found = suggestions ?? [];
  list.replaceChildren(...found.map(suggestion), ...acts.map(action));
  says.textContent = `${found.length} suggestion${found.length === 1 ? "" : "s"}`;
  show(list.childElementCount > 0);
};

const SOMETHING = /[\p{L}\p{N}]/u;
const ask = async (words) => {
  if (words && !SOMETHING.test(words)) return [];
  if (kept.has(words)) return kept.get(words);
  running = new AbortController();
  const answer = await fetch(`/suggest?q=${encodeURIComponent(words)}`, {
    signal: running.signal,
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) return null;
  const { suggestions } = await answer.json();
  kept.set(words, suggestions);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return suggestions;
};

const suggest = async () => {
  const words = text();
  running?.abort();
  if (drawn === words) { show(list.childElementCount > 0); return; }
  let suggestions = null;
  try { suggestions = await ask(words); }
  catch (error) { if (error.name === "AbortError") return; } // a newer question is on its way
  if (words === text() && (isSheet() || form.contains(document.activeElement))) draw(words, suggestions);
};
const later = () => { clearTimeout(timer); timer = setTimeout(suggest, WAIT); };
const stop = () => { clearTimeout(timer); running?.abort(); show(false); };

// On a phone the box takes the whole screen, and what lies behind it can't be reached meanwhile.
const behind = () => [...document.querySelectorAll("body > :not(.mast, dialog, .toast), .mast > :not(.find)")];
const sheet = (open) => {
  form.classList.toggle("is-open", open);
  for (const element of behind()) element.inert = open;
  if (open) return;
  stop();
  document.querySelector("[data-find-open]")?.focus();
};
const enter = () => {
  const opener = document.querySelector("[data-find-open]");
  if (opener?.checkVisibility()) sheet(true);
  input.focus();
  input.select();
};

const step = (by) => {
  const all = [null, ...options()];
  choose(all.at((all.indexOf(active()) + by) % all.length));
};
const ends = (at) => (active() ? choose(options().at(at)) : false);
const moves = {
  ArrowDown: () => (isOpen() ? step(1) : suggest()),
  ArrowUp: () => (isOpen() ? step(-1) : false),
  Home: () => ends(0),
  End: () => ends(-1),
  Enter: () => { if (!active()) return false; active().click(); },
  Escape: () => {
    if (isSheet()) sheet(false);
    else if (isOpen()) stop();
    else { input.blur(); }
  },
};

input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (moves[event.key] && moves[event.key]() !== false) event.preventDefault();
});
input.addEventListener("input", later);
input.addEventListener("focus", suggest);
input.addEventListener("pointerdown", () => { if (!isOpen() && document.activeElement === input) suggest(); });
form.addEventListener("focusout", ({ relatedTarget }) => {
  if (!isSheet() && !form.contains(relatedTarget)) stop();
});
box.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
list.addEventListener("click", ({ defaultPrevented }) => {
  if (!isSheet()) show(false);
  else if (defaultPrevented) sheet(false); // done on this page
});
form.addEventListener("submit", () => {
  stop();
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-find-open]")) { event.preventDefault(); enter(); }
  else if (event.target.closest("[data-find-shut]")) sheet(false);
});
addEventListener("pageshow", () => { for (const field of form.elements) field.disabled = false; });
addEventListener("pagehide", () => { stop(); if (isSheet()) sheet(false); });
matchMedia("(min-width: 641px)").addEventListener("change", () => { if (isSheet()) sheet(false); });
onKey("/", enter);

const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
(input.closest("[data-find-home]") ?? form).append(box, says);
