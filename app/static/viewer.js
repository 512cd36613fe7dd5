// The viewer: over the page it was opened from, under its own address. Without this file its links lead to the same
// picture as a page of its own.
import { onKey } from "./keys.js";
import { fetchPicture, fetchAround } from "./viewer-fetch.js";
import { grow } from "./viewer-grow.js";
import "./viewer-zoom.js";
import "./viewer-share.js";
import "./original.js";
import "./viewer-swipe.js";

const box = document.querySelector("dialog[data-viewer]");
const slot = box?.querySelector("[data-viewer-slot]");
const says = box?.querySelector("[data-viewer-says]");
const home = { url: location.href, title: document.title };
const current = () => document.querySelector("article.viewer");
let opener = null; // the tile that the viewer was opened from
const tileOf = (url) => document.querySelector(`main a[href="${CSS.escape(url)}"]`);
const inViewer = (link) => link.closest("[data-viewer-slot]") !== null;

const visible = (selector) => [...slot.querySelectorAll(selector)].find((one) => one.checkVisibility());

const put = (article) => {
  const way = document.activeElement?.dataset?.go;
  slot.replaceChildren(article);
  document.title = article.dataset.title;
  if (box.open) (visible(`a[data-go=${way}]`) ?? visible("[data-close]")).focus();
  says.textContent = article.dataset.title;
  document.dispatchEvent(new CustomEvent("tessera:viewer"));
  fetchAround(article);
};

/** Shows the picture at `url`. `past` says what becomes of the address: "push", "replace" or "" (leave it). */
const show = async (url, past) => {
  let article;
  try { article = await fetchPicture(url); }
  catch { location.assign(url); return; }
  const from = box.open ? null : tileOf(url);
  if (from) opener = from;
  await grow(from, () => {
    if (!box.open) box.showModal();
    put(article);
    return slot.querySelector(".frame .full");
  });
  if (past) history[`${past}State`]({ viewer: url }, "", url);
};



const shut = () => {
  const last = current()?.dataset.url;
  if (box.open) box.close();
  slot.replaceChildren();
  document.title = home.title;
  document.dispatchEvent(new CustomEvent("tessera:viewer"));
  const tile = [last && tileOf(last), opener].find((one) => one?.checkVisibility());
  tile?.focus();
};

/** Closes to the page beneath, or to the page of the set that holds the picture where that is another one. */
const leave = () => {
  const article = current();
  const back = article.querySelector("[data-close]").href;
  const held = tileOf(article.dataset.url) || back.split("#")[0] === home.url.split("#")[0];
  if (!held) location.replace(back);
  else if (history.state?.viewer) history.back();
  else shut();
};

const plain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
const opensPicture = (link) => /^\/render\/[^/?#]+(\?[^#]*)?$/.test(link.getAttribute("href")) && !link.hasAttribute("download");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!box || !link || !plain(event)) return;
  if (link.hasAttribute("data-close") && inViewer(link)) { event.preventDefault(); leave(); }
  else if (opensPicture(link)) { event.preventDefault(); show(link.getAttribute("href"), box.open ? "replace" : "push"); }
});
box?.addEventListener("cancel", (event) => { if (event.target === box) { event.preventDefault(); leave(); } });
box?.addEventListener("click", (event) => { if (event.target === box) leave(); });
window.addEventListener("popstate", ({ state }) => {
  if (!box) {
    const article = current(); // reloaded under the viewer's address: what lies before it is another page
    if (article && article.dataset.url !== location.pathname + location.search) location.reload();
    return;
  }
  if (state?.viewer) show(state.viewer, "");
  else if (box.open) shut();
});

// Whoever points at a picture is likely to open it.
document.addEventListener("pointerover", ({ target, pointerType }) => {
  const link = target.closest?.("a[href]");
  if (box && link && pointerType === "mouse" && opensPicture(link)) fetchPicture(link.getAttribute("href")).catch(() => {});
});

const turn = (way) => (event) => {
  const article = current();
  if (!article || (way === "up" || way === "down") && event.target.closest?.("[data-panel]")) return false;
  const link = article.querySelector(`a[data-go=${way}]`);
  if (!link) return false;
  link.click();
  return true;
};
for (const way of ["Left", "Right", "Up", "Down"]) onKey(`Arrow${way}`, turn(way.toLowerCase()));
onKey("d", () => {
  const link = current()?.querySelector("[data-download]");
  if (!link) return false;
  link.click();
  return true;
});
onKey("Escape", () => {
  if (document.querySelector("dialog[open]") || !current()) return false;
  current().querySelector("[data-close]").click();
  return true;
});

// A page of its own shows its picture first.
if (!box && current()) window.addEventListener("load", () => setTimeout(() => fetchAround(current()), 500));
