// Zoom in the viewer: buttons, keys, wheel, fingers. Each picture begins fitted.
import { onKey } from "./keys.js";
import { Zoom } from "./zoom.js";
import { handle, pressZoom, tellZoom, zoomKey } from "./zoom-hands.js";

const desk = matchMedia("(min-width: 1001px)");
let zoom = null;

const attach = () => {
  const stage = document.querySelector("article.viewer [data-stage]");
  const frame = stage?.querySelector(".frame");
  if (zoom?.stage === stage) return;
  zoom = null;
  if (!frame) return;
  const article = stage.closest("article");
  const full = frame.querySelector(".full");
  zoom = new Zoom(stage, [frame], full, (it) => {
    if (it.pans) full.removeAttribute("srcset"); // a phone was shown the larger thumbnail
    tellZoom(article, it);
  });
  handle(zoom, { frameAt: (target) => (target.closest("a, button") ? null : frame), wheels: () => desk.matches });
};

document.addEventListener("tessera:viewer", attach);
document.addEventListener("click", ({ target }) => {
  const button = target.closest("article.viewer [data-zoom]");
  if (button && zoom) pressZoom(zoom, button);
});
window.addEventListener("resize", () => zoom?.fit());
attach();

// Registered before the keys that turn: arrows move a picture that is larger than its frame.
const key = (event) => {
  const typed = event.target.closest?.("[data-panel]") && event.key.startsWith("Arrow");
  return zoom !== null && !typed && zoomKey(zoom, event);
};
for (const name of ["+", "=", "-", "0", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) onKey(name, key);
