// The wall: arrows across cells, columns that answer, two tile sizes, the loupe, and the tally while pictures arrive.
import { onKey } from "./keys.js";
import { remember } from "./remember.js";
import { say } from "./say.js";
import { loupe } from "./loupe.js";

const root = document.documentElement;
const grid = document.querySelector("[data-grid]");

// Of many subjects the one that is shown is brought into sight.
const strip = document.querySelector(".subjects");
const shown = strip?.querySelector("[aria-current]");
if (shown) {
  const beyond = shown.getBoundingClientRect().right - strip.getBoundingClientRect().right;
  if (beyond > 0) strip.scrollLeft = beyond + strip.clientWidth / 3;
}

// Arrows: from a cell to the next one that has a picture. On a phone only one column is shown, so rows follow it.
const rows = () => [...grid.querySelectorAll("tbody tr:not(.family, .poll):has(td)")].filter((row) => !row.hidden);
const go = (dx, dy) => ({ target }) => {
  const cell = target.closest?.("[data-grid] td");
  if (!cell) return false;
  const lines = rows();
  let y = lines.indexOf(cell.parentElement);
  let x = cell.cellIndex;
  for (;;) {
    x += dx;
    y += dy;
    const next = lines[y]?.cells[x];
    if (!next || x < 1) return true;
    const link = next.querySelector("a");
    if (link?.checkVisibility()) { link.focus(); return true; }
  }
};
onKey("ArrowLeft", go(-1, 0));
onKey("ArrowRight", go(1, 0));
onKey("ArrowUp", go(0, -1));
onKey("ArrowDown", go(0, 1));

// The name of the column that holds the pointer or the focus turns gold, and the loupe follows.
const at = ({ target }) => {
  const cell = target.closest?.("[data-grid] td");
  for (const head of grid.querySelectorAll("thead .is-at")) head.classList.remove("is-at");
  if (!cell) return;
  grid.tHead.rows[0].cells[cell.cellIndex]?.classList.add("is-at");
  loupe(cell, grid);
};
if (grid) for (const event of ["pointerover", "focusin"]) grid.addEventListener(event, at);
grid?.addEventListener("pointerleave", at);

// Large or small tiles. What is shown small is fetched small.
const large = grid?.querySelector("td img")?.sizes;
const fit = () => {
  const sizes = root.dataset.tiles === "s" ? `(min-width: 1001px) 10rem, ${large}` : large;
  for (const img of grid?.querySelectorAll("td img") ?? []) if (img.sizes !== sizes) img.sizes = sizes;
};
if (root.dataset.tiles === "s") fit();
document.addEventListener("htmx:after:swap", () => { if (root.dataset.tiles === "s") fit(); });
for (const size of document.querySelectorAll("input[name=size]")) {
  size.checked = size.value === (root.dataset.tiles ?? "l");
  size.addEventListener("change", () => {
    if (size.value === "s") root.dataset.tiles = "s";
    else delete root.dataset.tiles;
    remember("tiles", size.value === "s" ? "s" : "");
    fit();
    loupe(grid.querySelector("td:has(img)"), grid);
  });
}
if (grid) loupe(grid.querySelector("td:has(img)"), grid);

// Each block of rows says how far the wall is; the line above the wall tells it.
const tally = document.querySelector("[data-tally]");
document.addEventListener("htmx:after:swap", () => {
  const block = grid?.querySelector(".block");
  if (!tally || tally.hidden || !block) return;
  const done = Number(block.dataset.done);
  const filling = Number(block.dataset.filling);
  const bar = tally.querySelector("progress");
  bar.max = done + filling;
  bar.value = done;
  tally.querySelector("[data-tally-words]").textContent = filling
    ? `${done} of ${done + filling} pictures drawn so far`
    : `All ${done} pictures are drawn.`;
  if (!filling) say("The wall is complete.");
});
