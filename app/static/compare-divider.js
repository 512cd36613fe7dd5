// The divider between two pictures on one place: a range below them, and a handle on the picture for the pointer.

/** What shows two pictures divided; null where there are not two. */
export const divide = (root, box) => {
  const part = box.querySelector("[data-divider]");
  const pictures = [...box.querySelectorAll(".pane-pic img")];
  if (!part || pictures.length < 2) {
    const choice = root.querySelector("[data-modes]");
    if (choice) choice.hidden = true;
    return null;
  }
  const range = part.querySelector("[data-at]");
  const line = part.querySelector(".divider-line");
  const place = box.querySelector(".pane-pic");

  box.style.setProperty("--ratio", String(Math.max(...pictures.map((img) => img.getAttribute("width") / img.getAttribute("height")))));

  const draw = () => {
    box.style.setProperty("--at", `${range.value}%`);
    range.setAttribute("aria-valuetext", `${range.value} % of A, ${100 - range.value} % of B`);
  };
  const it = {
    get isOn() { return box.classList.contains("is-divided"); },
    get at() { return range.value; },
    show(on, at = range.value) {
      range.value = at;
      box.classList.toggle("is-divided", on);
      part.hidden = !on;
      for (const button of root.querySelectorAll("[data-do=mode]")) {
        button.setAttribute("aria-pressed", String((button.dataset.mode === "divided") === on));
      }
      if (on) place.append(line);
      else part.prepend(line);
      draw();
    },
    to(x) {
      const { left, width } = place.getBoundingClientRect();
      range.value = String(Math.round((100 * (x - left)) / width));
      draw();
    },
  };

  range.addEventListener("input", draw);
  line.addEventListener("pointerdown", (event) => { line.setPointerCapture(event.pointerId); event.preventDefault(); });
  line.addEventListener("pointermove", (event) => { if (line.hasPointerCapture(event.pointerId)) it.to(event.clientX); });
  for (const button of root.querySelectorAll("[data-do=mode]")) {
    button.addEventListener("click", () => it.show(button.dataset.mode === "divided"));
  }
  return it;
};
