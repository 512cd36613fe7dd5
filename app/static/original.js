// The unstyled original, held with `o` or kept by a button: on the wall in every tile, in the viewer over the picture.
import { onKey } from "./keys.js";

const buttons = () => document.querySelectorAll("[data-do=original]");
const kept = new WeakMap();
let on = false;

const swapTile = (img) => {
  const { parentElement: row, cellIndex } = img.closest("td");
  const head = img.closest("table").tHead.rows[0].cells[cellIndex].dataset;
  const own = row.dataset.originals?.split(",")[cellIndex - 1].split(" ");
  const [original, originalLarge] = own ?? [head.original, head.originalLarge];
  if (on && original && !kept.has(img)) {
    kept.set(img, { src: img.getAttribute("src"), srcset: img.getAttribute("srcset") });
    img.srcset = `${original} 256w, ${originalLarge} 512w`;
    img.src = original;
  } else if (!on && kept.has(img)) {
    Object.assign(img, kept.get(img));
    kept.delete(img);
  }
};

const swapOver = (over) => {
  if (on) over.src = over.dataset.src;
  over.hidden = !on;
};

const show = (state) => {
  on = state;
  const over = document.querySelector("[data-original-over]");
  if (over) swapOver(over);
  else document.querySelectorAll("[data-grid] td .tile img").forEach(swapTile);
  for (const button of buttons()) button.setAttribute("aria-pressed", String(on));
};

document.addEventListener("click", ({ target }) => { if (target.closest("[data-do=original]")) show(!on); });
document.addEventListener("htmx:after:swap", () => { if (on) show(true); });
document.addEventListener("tessera:viewer", () => { if (on) show(false); });
onKey("o", ({ repeat }) => { if (!repeat) show(true); }, () => { if (on) show(false); });
