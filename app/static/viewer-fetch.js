// Pictures as parts of a page, fetched once and kept for a while, with the neighbours fetched ahead.
const KEPT = 24;
const kept = new Map();

const text = async (url) => {
  const answer = await fetch(`/fragments${url}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.text();
};

const remembered = (url) => {
  if (!kept.has(url)) {
    kept.set(url, text(url).catch((error) => { kept.delete(url); throw error; }));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  }
  return kept.get(url);
};

/** The `article.viewer` of the picture at `url`, a path. Rejects when it cannot be had. */
export const fetchPicture = async (url) => {
  const template = document.createElement("template");
  template.innerHTML = await remembered(url);
  const article = template.content.querySelector("article.viewer");
  if (!article) throw new Error(`no picture at ${url}`);
  return article;
};

/** Fetches the file of an article's picture that the browser would show. */
const fetchImage = (article) => {
  const full = article.querySelector(".frame .full");
  if (!full) return;
  const { sizes, srcset } = full;
  Object.assign(new Image(), { sizes, srcset, src: full.getAttribute("src") });
};

/** Fetches what the ways on from `article` lead to, once the browser has nothing better to do. */
export const fetchAround = (article) => {
  if (navigator.connection?.saveData) return;
  const urls = new Set([...article.querySelectorAll("a[data-go]")].map((link) => link.getAttribute("href")));
  const later = window.requestIdleCallback ?? ((act) => setTimeout(act, 300));
  later(() => urls.forEach(async (url) => {
    try {
      fetchImage(await fetchPicture(url));
    } catch { /* it will be asked for again when it is wanted */ }
  }));
};
