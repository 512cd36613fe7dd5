// The loupe beside a contact sheet of small tiles: the picture under the pointer or the focus, larger.
const pane = document.querySelector("[data-loupe]");
const [phrase, model] = pane?.querySelectorAll("p") ?? [];

/** Shows the picture of `cell`, a cell of `grid`, while tiles are small. */
export const loupe = (cell, grid) => {
  const tile = cell?.querySelector(".tile:has(img)");
  if (!pane || !tile) return;
  pane.hidden = document.documentElement.dataset.tiles !== "s";
  if (pane.hidden) return;
  const small = tile.querySelector("img");
  const large = new Image(small.width, small.height);
  large.alt = "";
  large.src = small.srcset.split(/[\s,]+/).at(-2) ?? small.src;
  const frame = pane.querySelector(".tile");
  frame.className = tile.className;
  frame.replaceChildren(large);
  phrase.textContent = cell.parentElement.querySelector(".phrase").textContent;
  model.textContent = grid.tHead.rows[0].cells[cell.cellIndex].querySelector(".col-name").textContent;
};
