// The filter box: shows the styles whose phrase or family holds every word typed. `/` leads to it.
import { onKey } from "./keys.js";

const box = document.querySelector("[data-filter]");
const find = box.closest(".find");
const none = document.querySelector("[data-no-match]");

const words = () => box.value.toLowerCase().split(/\s+/).filter(Boolean);
const items = () => [...document.querySelectorAll("[data-words]")];

const apply = () => {
  const wanted = words();
  const alive = new Set();
  let left = 0;
  for (const item of items()) {
    const text = item.dataset.words.toLowerCase();
    item.hidden = !wanted.every((word) => text.includes(word));
    if (!item.hidden) { alive.add(item.dataset.in); left += 1; }
  }
  for (const head of document.querySelectorAll(":is(tr, section)[data-family]")) head.hidden = !alive.has(head.dataset.family);
  if (none) none.hidden = left > 0 || items().length === 0;
};

// The wall comes in blocks: typing fetches those that are not here yet, so the filter speaks for all styles.
const fetchRest = () => {
  const more = document.querySelector(".more-rows a");
  if (more && words().length) more.click();
};

const open = () => {
  find.classList.add("is-open");
  box.focus();
  box.select();
};

box.addEventListener("input", () => { apply(); fetchRest(); });
document.addEventListener("htmx:after:swap", () => { if (words().length) { apply(); fetchRest(); } });
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-do=find]")) open();
  else if (target.closest("[data-do=clear-filter]")) { box.value = ""; apply(); box.focus(); }
});
onKey("/", open);
onKey("Escape", ({ target }) => {
  if (target !== box) return false;
  if (box.value) { box.value = ""; apply(); }
  else { find.classList.remove("is-open"); box.blur(); }
  return true;
});
