// What fingers, mice and wheels do to a Zoom: two fingers and the wheel scale, a drag moves, a double tap goes to a point
// and back. All of it can be done with single presses too: the buttons, and a press on the place to look at.
const STILL = 8;
const SOON = 320;
const NEAR = 32;

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const place = ({ clientX, clientY }) => ({ x: clientX, y: clientY });

/** `frameAt(target)` names the frame under a finger, or null where there is none; `wheels()` says whether the plain
 * wheel zooms here, or only together with Ctrl; `single(point)` takes a tap on a picture that fits. */
export const handle = (zoom, { frameAt, wheels, single = () => {} }) => {
  const fingers = new Map();
  let from = null;
  let tap = null;

  const two = () => [...fingers.values()];
  const tapped = (point) => {
    const again = tap && Date.now() - tap.at < SOON && distance(tap.point, point) < NEAR;
    tap = again ? null : { at: Date.now(), point };
    if (again) zoom.toggle(point);
    else if (zoom.pans) zoom.centre(point);
    else single(point);
  };

  const down = (event) => {
    const frame = frameAt(event.target);
    if (!frame || event.button) return;
    const point = place(event);
    fingers.set(event.pointerId, point);
    from = { point, frame, far: fingers.size > 1 };
    if (event.pointerType === "mouse") event.preventDefault();
  };
  const move = (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    const old = two();
    fingers.set(event.pointerId, now);
    const begun = from.far; // a drag takes along the first steps, which could have been a tap's
    from.far ||= distance(from.point, now) > STILL;
    if (fingers.size === 2) {
      const fresh = two();
      const spot = middle(...fresh);
      zoom.move(spot.x - middle(...old).x, spot.y - middle(...old).y);
      zoom.to(zoom.scale * (distance(...fresh) / (distance(...old) || 1)), { ...spot, frame: from.frame }, false);
    } else if (zoom.pans && from.far) {
      zoom.stage.setPointerCapture?.(event.pointerId);
      const last = begun ? before : from.point;
      zoom.move(now.x - last.x, now.y - last.y);
    }
  };
  const up = (event) => {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    const { frame, far } = from;
    if (event.type === "pointerup" && !far) tapped({ ...place(event), frame });
    else if (zoom.scale < 1 && event.pointerType === "touch") zoom.fit();
  };

  const { stage } = zoom;
  stage.addEventListener("pointerdown", down);
  stage.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, up);
  stage.addEventListener("wheel", (event) => {
    const frame = frameAt(event.target);
    if (!frame || !(event.ctrlKey || wheels())) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    zoom.by(-(event.deltaY * lines) / (event.ctrlKey ? 60 : 240), { ...place(event), frame }, false);
  }, { passive: false });
};

/** Keys that zoom and move: returns whether `event` was one of them. */
export const zoomKey = (zoom, { key }) => {
  const ways = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  if (key === "+" || key === "=") zoom.by(1);
  else if (key === "-") zoom.by(-1);
  else if (key === "0") zoom.fit();
  else if (zoom.pans && ways[key]) zoom.pan(...ways[key]);
  else return false;
  return true;
};

/** Says in the buttons `data-zoom="in|out|whole"` below `root` how large the picture is. */
export const tellZoom = (root, zoom) => {
  const words = `${zoom.percent} %`;
  for (const button of root.querySelectorAll("[data-zoom=whole]")) {
    button.querySelector("[data-percent]").textContent = words;
    button.setAttribute("aria-label", zoom.isFit ? `${words}, fits. Show at 100 %` : `${words}. Fit the picture`);
  }
  const said = root.querySelector("[data-zoom-says]");
  if (said && (said.textContent || !zoom.isFit)) said.textContent = zoom.isFit ? "Fits" : words;
};
export const pressZoom = (zoom, button) => {
  const does = { in: () => zoom.by(1), out: () => zoom.by(-1), whole: () => zoom.toggleWhole() };
  does[button.dataset.zoom]();
};
