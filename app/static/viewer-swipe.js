// A finger across the picture turns to the next model. Up and down stay with the page; two fingers are a zoom, and
// one finger moves a picture that is zoomed.
const FAR = 48;
let start = null;

const stage = ({ target }) => target.closest?.("[data-stage]:not([data-zoomed])");

document.addEventListener("touchstart", (event) => {
  start = event.touches.length === 1 && stage(event) ? event.touches[0] : null;
}, { passive: true });
document.addEventListener("touchend", (event) => {
  const end = event.changedTouches[0];
  if (!start || event.touches.length || (window.visualViewport?.scale ?? 1) > 1.05) return;
  const x = end.clientX - start.clientX;
  const y = end.clientY - start.clientY;
  start = null;
  if (Math.abs(x) < FAR || Math.abs(x) < 2 * Math.abs(y)) return;
  document.querySelector(`article.viewer a[data-go=${x < 0 ? "right" : "left"}]`)?.click();
}, { passive: true });
