// Comparing: all pictures zoom and move in step; two can lie on one place with a divider between them. Without this file
// they stand side by side, and every way on is a link.
import { onKey } from "./keys.js";
import { Zoom } from "./zoom.js";
import { handle, pressZoom, tellZoom, zoomKey } from "./zoom-hands.js";
import { divide } from "./compare-divider.js";

const now = { zoom: null, divider: null };
const page = () => document.querySelector("[data-compare]");
const STEADY = "a, button, input, .divider-line";

const begin = () => {
  const root = page();
  const box = root.querySelector("[data-panes]");
  const pictures = [...box.querySelectorAll(".pane-pic img")];
  now.divider = divide(root, box);
  now.zoom = null;
  if (!pictures.length) return;
  now.zoom = new Zoom(box, pictures, pictures[0], (zoom) => tellZoom(root, zoom));
  const frameAt = (target) => (target.closest(STEADY) ? null : target.closest(".pane-pic")?.querySelector("img") ?? null);
  handle(now.zoom, { frameAt, wheels: () => true, single: (point) => now.divider?.to(point.x) });
};

/** Shows another comparison in place: the same zoom, the same way of showing two. */
const turn = async (href) => {
  const answer = await fetch(href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = fresh.querySelector("[data-compare]");
  if (!answer.ok || !next) throw new Error(href);
  const { zoom, divider } = now;
  page().replaceWith(next);
  document.title = fresh.title;
  history.replaceState(null, "", href);
  begin();
  if (divider?.isOn) now.divider?.show(true, divider.at);
  if (zoom && now.zoom) now.zoom.like(zoom);
};

document.addEventListener("click", (event) => {
  const { target } = event;
  const link = target.closest("a[data-here]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && plain) {
    event.preventDefault();
    const label = link.textContent.trim();
    turn(link.href).then(() => {
      const same = [...page().querySelectorAll("a[data-here]")].find((one) => label && one.textContent.trim() === label);
      (same ?? document.querySelector("main")).focus();
    }).catch(() => location.assign(link.href));
  }
  if (target.closest("[data-compare] [data-do=mode]")) now.zoom?.like(now.zoom); // its percentage is another one there
  const button = target.closest("[data-compare] [data-zoom]");
  if (button && now.zoom) pressZoom(now.zoom, button);
});
window.addEventListener("resize", () => now.zoom?.fit());

const key = (event) => now.zoom !== null && !event.target.closest?.("[role=group], input, summary") && zoomKey(now.zoom, event);
for (const name of ["+", "=", "-", "0", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) onKey(name, key);
begin();
