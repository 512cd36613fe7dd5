// Shows, of a wall or of the styles, only those whose phrase or family holds every word; the search box offers it.
import { offerAlso } from "./suggest.js";

let wanted = "";
const bar = document.createElement("p");
bar.className = "narrowed";
bar.setAttribute("role", "status");
bar.hidden = true;
document.querySelector(".by-model, section[data-family]")?.before(bar);

const words = () => wanted.toLowerCase().split(/\s+/).filter(Boolean);
const items = () => [...document.querySelectorAll("[data-words]")];

const tell = (left) => {
  const phrase = document.createElement("span");
  phrase.className = "phrase";
  phrase.textContent = `${left || "No"} style${left === 1 ? "" : "s"} with “${wanted}”`;
  const button = document.createElement("button");
  Object.assign(button, { className: "btn", type: "button", textContent: "Show all styles" });
  button.addEventListener("click", () => { narrow(""); document.querySelector("[data-find] input").focus(); });
  bar.replaceChildren(phrase, button);
};

const apply = () => {
  const alive = new Set();
  let left = 0;
  for (const item of items()) {
    const text = item.dataset.words.toLowerCase();
    item.hidden = !words().every((word) => text.includes(word));
    if (!item.hidden) { alive.add(item.dataset.in); left += 1; }
  }
  for (const head of document.querySelectorAll(":is(tr, section)[data-family]")) head.hidden = !alive.has(head.dataset.family);
  tell(left);
};

// The wall comes in blocks: those that are not here yet are fetched, so that what is said holds for all styles.
const fetchRest = () => {
  const more = document.querySelector(".more-rows a[hx-get]");
  if (more && wanted) more.click();
};

const narrow = (text) => {
  wanted = text;
  bar.hidden = !text;
  apply();
  fetchRest();
};

document.addEventListener("htmx:after:swap", () => { if (wanted) { apply(); fetchRest(); } });
offerAlso((text) => (items().length ? {
  name: "list-filter",
  words: `Show only styles with “${text}” here`,
  act: () => {
    narrow(text);
    bar.scrollIntoView({ block: "nearest" });
  },
} : null));
