// What else arrives while the gallery fills: the pictures of the subject switch, and the unstyled originals. It asks for
// a few minutes, not for ever, as an operator may never draw some subjects.
const EVERY = 5000;
const TIMES = 60;
const missing = () => [...document.querySelectorAll(".subjects .is-missing")];
const heads = (page) => [...page.querySelectorAll("[data-grid] thead th")];

const takeSubjects = (fresh) => {
  for (const tile of missing()) {
    const href = tile.closest("a").getAttribute("href");
    const drawn = fresh.querySelector(`.subjects a[href="${CSS.escape(href)}"] .tile:has(img)`);
    if (drawn) tile.replaceWith(drawn);
  }
};

const takeOriginals = (fresh) => {
  const theirs = heads(fresh);
  heads(document).forEach((head, n) => Object.assign(head.dataset, theirs[n]?.dataset));
  const none = !document.querySelector("[data-grid] thead [data-original]");
  for (const button of document.querySelectorAll(".wall [data-do=original]")) button.hidden = none;
};

const look = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  takeSubjects(fresh);
  takeOriginals(fresh);
};

let asked = 0;
const timer = setInterval(() => {
  asked += 1;
  if (asked > TIMES || missing().length === 0) clearInterval(timer);
  else if (!document.hidden && !document.querySelector("dialog[open]")) look().catch(() => {});
}, EVERY);
