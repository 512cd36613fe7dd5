// Keys: modules say what a key does, this decides whether it may. Single characters can be switched off on the sheet
// (WCAG 2.1.4) and never act while one types.
import { remember } from "./remember.js";

const root = document.documentElement;
const does = new Map();

/** `act(event)` runs when `key` goes down and when (if `up` is given) it is let go; it returns false to let it pass. */
export const onKey = (key, act, up) => {
  does.set(key, [...(does.get(key) ?? []), { act, up }]);
};

const typing = ({ target }) => target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
const allowed = (event) =>
  !(event.ctrlKey || event.metaKey || event.altKey) &&
  !(typing(event) && event.key !== "Escape") &&
  !(event.key.length === 1 && root.dataset.keys === "off");

document.addEventListener("keydown", (event) => {
  if (!allowed(event) || event.defaultPrevented) return;
  for (const { act } of does.get(event.key) ?? []) {
    if (act(event) !== false) { event.preventDefault(); return; }
  }
});
document.addEventListener("keyup", (event) => {
  for (const { up } of does.get(event.key) ?? []) up?.(event);
});

const sheet = document.querySelector("dialog.keys");
const open = () => { if (!sheet.open) sheet.showModal(); };
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-do=keys]")) open();
  else if (target === sheet) sheet.close();
});
onKey("?", open);

const single = sheet.querySelector("[data-single-keys]");
single.checked = root.dataset.keys !== "off";
single.addEventListener("change", () => {
  if (single.checked) delete root.dataset.keys;
  else root.dataset.keys = "off";
  remember("keys", single.checked ? "" : "off");
});
