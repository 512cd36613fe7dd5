// The API reference: ask an address from the page, open the shape that a link leads to, mark where one reads.
const escaped = (text) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
const TOKEN = /("(?:[^"\\]|\\.)*")(?=:)|("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*|true|false|null)/g;
const LONGEST = 40_000;

const coloured = (json) =>
  escaped(json).replace(TOKEN, (_, key, text, value) =>
    key ? `<span class="j-key">${key}</span>` : text ? `<span class="j-text">${text}</span>` : `<span class="j-value">${value}</span>`);

const ask = async (address) => {
  const began = performance.now();
  const response = await fetch(address, { headers: { accept: "application/json" } });
  const body = await response.text();
  const took = Math.round(performance.now() - began);
  let shown = body;
  try { shown = JSON.stringify(JSON.parse(body), null, 2); } catch { /* not JSON: as it came */ }
  const cut = shown.length > LONGEST ? `${shown.slice(0, LONGEST)}\n…` : shown;
  return { head: `${response.status} ${response.statusText}, ${took} ms, ${body.length.toLocaleString("en")} characters`, json: cut, ok: response.ok };
};

for (const form of document.querySelectorAll("[data-try]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pane = document.querySelector(`[data-answer="${form.dataset.try}"]`);
    const address = new URL(form.querySelector("input").value, location.origin);
    const head = pane.querySelector(".pane-head");
    if (address.origin !== location.origin) { head.textContent = "Only addresses of this gallery can be asked here."; return; }
    head.textContent = "Asking …";
    try {
      const answer = await ask(address);
      pane.dataset.state = answer.ok ? "good" : "bad";
      head.textContent = answer.head;
      pane.querySelector("pre").innerHTML = coloured(answer.json);
    } catch {
      pane.dataset.state = "bad";
      head.textContent = "No answer. Is the server running?";
    }
  });
}

const open = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) { target.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", open);
open();

const links = new Map([...document.querySelectorAll(".docs-nav a")].map((link) => [link.hash.slice(1), link]));
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(target.id)?.setAttribute("aria-current", "location");
  }
}, { rootMargin: "-10% 0px -80% 0px" });
for (const id of links.keys()) {
  const place = document.getElementById(id);
  if (place && !place.classList.contains("group")) seen.observe(place);
}
for (const id of ["errors", "shapes"]) seen.observe(document.getElementById(id));
