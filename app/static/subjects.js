// While the gallery fills, the subject switch gets its pictures too. It asks for a few minutes, not for ever, as an
// operator may never draw some subjects.
const EVERY = 5000;
const TIMES = 60;
const missing = () => [...document.querySelectorAll(".subjects .is-missing")];

const look = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const tile of missing()) {
    const href = tile.closest("a").getAttribute("href");
    const drawn = fresh.querySelector(`.subjects a[href="${CSS.escape(href)}"] .tile:has(img)`);
    if (drawn) tile.replaceWith(drawn);
  }
};

let asked = 0;
const timer = setInterval(() => {
  asked += 1;
  if (asked > TIMES || missing().length === 0) clearInterval(timer);
  else if (!document.hidden) look().catch(() => {});
}, EVERY);
