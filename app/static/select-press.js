// A long press on a touch screen. The click and the menu that would follow it are swallowed.
const LONG = 450;
const STILL = 10;

/** Runs `act` with what `find(target)` gives, once a finger has rested on it. */
export const onLongPress = (find, act) => {
  let timer = 0;
  let start = null;
  let done = false;
  const stop = () => clearTimeout(timer);

  document.addEventListener("touchstart", ({ touches, target }) => {
    stop();
    done = false;
    const found = touches.length === 1 && find(target);
    if (!found) return;
    [start] = touches;
    timer = setTimeout(() => { done = true; navigator.vibrate?.(10); act(found); }, LONG);
  }, { passive: true });
  document.addEventListener("touchmove", ({ touches: [now] }) => {
    if (start && Math.hypot(now.clientX - start.clientX, now.clientY - start.clientY) > STILL) stop();
  }, { passive: true });
  document.addEventListener("touchend", (event) => { stop(); if (done && event.cancelable) event.preventDefault(); }, { passive: false });
  document.addEventListener("touchcancel", stop, { passive: true });
  document.addEventListener("contextmenu", (event) => { if (done) event.preventDefault(); });
};
