// Zoom and pan of one picture, or of several in step. Scale 1 fits; places are fractions of the frame, so that frames
// of different sizes show the same part.
const STEP = 1.5;
const PANNED = 0.15;

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

export class Zoom {
  /** `stage` clips and is told apart by `data-zoomed`; `frames` are moved; `picture` (an img) has the true size in its
   * attributes. `changed(zoom)` runs after every change. */
  constructor(stage, frames, picture, changed = () => {}) {
    Object.assign(this, { stage, frames, picture, changed, scale: 1, x: 0, y: 0 });
    this.changed(this);
  }

  get #frame() { return this.frames[0]; }

  /** How large the picture of a frame is drawn when it fits, in CSS pixels, and `ratio` of its true size. */
  #fitted(frame = this.#frame) {
    const picture = frame.matches("img") ? frame : this.picture;
    const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)));
    const ratio = Math.min(frame.offsetWidth / width, frame.offsetHeight / height) || 1;
    return { width: width * ratio, height: height * ratio, ratio };
  }

  /** How far a frame can be moved before its picture's edge comes in sight, in parts of the frame. */
  #room(frame) {
    const { width, height } = this.#fitted(frame);
    const { clientWidth, clientHeight } = frame.parentElement;
    const room = (drawn, seen, side) => Math.max(0, (drawn * this.scale - seen) / 2) / side;
    return [room(width, clientWidth, frame.offsetWidth), room(height, clientHeight, frame.offsetHeight)];
  }

  /** The scale at which a pixel of the picture is a pixel of the page. */
  get whole() { return 1 / this.#fitted().ratio; }
  get percent() { return Math.round((100 * this.scale) / this.whole); }
  get isFit() { return Math.abs(this.scale - 1) < 0.01; }
  get pans() { return this.scale > 1.01; }

  /** Shows scale `scale`, keeping the point (x, y) of the window where it is; without one, the middle. */
  to(scale, point, soft = true) {
    const next = clamp(scale, Math.min(1, this.whole), Math.max(4, 4 * this.whole));
    const [dx, dy] = this.#fromMiddle(point);
    const ratio = next / this.scale;
    this.x = dx - (dx - this.x) * ratio;
    this.y = dy - (dy - this.y) * ratio;
    this.scale = next;
    this.#draw(soft);
  }

  by(steps, point, soft = true) { this.to(this.scale * STEP ** steps, point, soft); }
  fit() { this.to(1); }

  /** Fits, or shows every pixel at `point`; a small picture that is larger than that already doubles. */
  toggle(point) { this.to(this.isFit ? Math.max(this.whole, 2) : 1, point); }
  toggleWhole() { this.to(this.isFit ? this.whole : 1); }

  /** Moves by CSS pixels. */
  move(dx, dy, soft = false) {
    this.x += dx / this.#frame.offsetWidth;
    this.y += dy / this.#frame.offsetHeight;
    this.#draw(soft);
  }

  /** Shows what another Zoom shows. */
  like({ scale, x, y }) {
    Object.assign(this, { scale, x, y });
    this.#draw(false);
  }

  /** Moves by a part of the frame, as keys do. */
  pan(x, y) { this.move(x * PANNED * this.#frame.offsetWidth, y * PANNED * this.#frame.offsetHeight, true); }

  /** Brings the point of the window into the middle. */
  centre(point) {
    const [dx, dy] = this.#fromMiddle(point);
    this.x -= dx;
    this.y -= dy;
    this.#draw(true);
  }

  #fromMiddle(point) {
    if (!point) return [0, 0];
    const box = (point.frame ?? this.#frame).parentElement.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.#frame;
    return [(point.x - box.x - box.width / 2) / offsetWidth, (point.y - box.y - box.height / 2) / offsetHeight];
  }

  #draw(soft) {
    const rooms = this.frames.map((frame) => this.#room(frame));
    const [across, down] = [0, 1].map((axis) => Math.max(...rooms.map((room) => room[axis])));
    this.x = this.pans ? clamp(this.x, -across, across) : 0;
    this.y = this.pans ? clamp(this.y, -down, down) : 0;
    this.stage.toggleAttribute("data-zoomed", this.pans);
    this.stage.toggleAttribute("data-soft", soft);
    const moved = `translate(${100 * this.x}%, ${100 * this.y}%) scale(${this.scale})`;
    for (const frame of this.frames) frame.style.transform = this.isFit ? "" : moved;
    this.changed(this);
  }
}
