// Arrows across a grid of pictures that is a list: left and right in its order, up and down to the nearest of a row.
import { onKey } from "./keys.js";

const GRIDS = ".results, .cards";
const link = (item) => item.querySelector("a.tile, a.card");
const middle = (box) => box.left + box.width / 2;

const along = (by) => ({ target }) => {
  const grid = target.closest?.(GRIDS);
  if (!grid) return false;
  const items = [...grid.children].filter((item) => !item.hidden && link(item));
  link(items[items.indexOf(target.closest("li")) + by] ?? document.createElement("li"))?.focus();
  return true;
};

const across = (by) => ({ target }) => {
  const item = target.closest?.(`:is(${GRIDS}) > li`);
  if (!item) return false;
  const here = item.getBoundingClientRect();
  const rows = [...document.querySelectorAll(`:is(${GRIDS}) > li:not([hidden])`)]
    .filter(link)
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => (by > 0 ? box.top > here.top + 1 : box.top < here.top - 1));
  if (!rows.length) return true;
  const top = (by > 0 ? Math.min : Math.max)(...rows.map(({ box }) => box.top));
  const near = rows.filter(({ box }) => Math.abs(box.top - top) < 2);
  const distance = ({ box }) => Math.abs(middle(box) - middle(here));
  link(near.reduce((best, row) => (distance(row) < distance(best) ? row : best)).one).focus();
  return true;
};

onKey("ArrowLeft", along(-1));
onKey("ArrowRight", along(1));
onKey("ArrowUp", across(-1));
onKey("ArrowDown", across(1));
