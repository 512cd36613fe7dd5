// Selecting pictures to compare: `x`, the check on a picture, a long press; the tray shows them, `c` compares.
import { onKey } from "./keys.js";
import { say } from "./say.js";
import { MOST, address, clear, isPicked, pick, picked, unpick } from "./select-picks.js";
import { onLongPress } from "./select-press.js";

const tray = document.querySelector("[data-tray]");
const comparing = document.querySelector("[data-compare]") !== null;
const blank = document.querySelector("[data-pick-button]").content.firstElementChild;
const button = blank.cloneNode(true);

/** The link to a render that `node` is, is in, or stands beside; null elsewhere. */
const linkOf = (node) => {
  const link = node?.closest?.('main a[href^="/render/"], .pick')?.closest("a, :has(> .pick)");
  const own = link?.matches("a") ? link : link?.querySelector(':scope > a[href^="/render/"]');
  return own && (own.matches(".tile") || own.querySelector(".tile")) && own.querySelector("img") && !own.closest(".viewer") ? own : null;
};
const idOf = (link) => link.getAttribute("href").split(/[/?#]/)[2];

const describe = (link) => {
  const img = link.querySelector("img");
  return { id: idOf(link), label: img.alt || link.textContent.trim(), thumb: img.getAttribute("src") };
};
const described = (article) => ({
  id: article.dataset.render,
  label: article.querySelector(".full").alt,
  thumb: (article.querySelector(".under") ?? article.querySelector(".full")).getAttribute("src"),
});

const toggle = (one) => {
  if (isPicked(one.id)) {
    unpick(one.id);
    say(`Taken out: ${one.label}. ${picked().length} selected.`);
  } else if (pick(one)) {
    const key = matchMedia("(hover: none)").matches ? "" : " c compares them.";
    say(`Selected ${picked().length} of ${MOST}.${picked().length < 2 ? " Select one more to compare." : key}`);
  } else say(`${MOST} are selected, and no more fit side by side. Take one out first.`);
};

const mark = () => {
  for (const link of document.querySelectorAll('main a[href^="/render/"]')) {
    if (!linkOf(link)) continue;
    const on = isPicked(idOf(link));
    link.classList.toggle("is-picked", on);
    const mine = link.parentElement.querySelector(":scope > .pick");
    if (on && !mine) put(blank.cloneNode(true), link);
    else if (!on && mine && mine !== button) mine.remove();
    if (mine) tell(mine, link);
  }
  const here = document.querySelector("article.viewer [data-do=pick]");
  here?.setAttribute("aria-pressed", String(isPicked(here.dataset.pick)));
};
const tell = (one, link) => {
  one.setAttribute("aria-pressed", String(isPicked(idOf(link))));
  one.setAttribute("aria-label", `Select for comparing: ${describe(link).label}`);
};
const put = (one, link) => {
  link.after(one);
  tell(one, link);
};

const draw = () => {
  const count = picked().length;
  tray.hidden = !count || comparing;
  tray.querySelector("[data-tray-count]").textContent = count < 2 ? "1 selected. Add one more to compare." : `${count} selected`;
  tray.querySelector("[data-tray-number]").textContent = `${count} `;
  const go = tray.querySelector("[data-tray-go]");
  go.href = address();
  go.hidden = count < 2;
  tray.querySelector("[data-tray-tiles]").replaceChildren(...picked().map(({ id, label, thumb }) => {
    const item = document.createElement("li");
    item.innerHTML = '<span class="tile"><img width="60" height="44"></span><button type="button" data-do="unpick">×</button>';
    const img = item.querySelector("img");
    img.src = thumb;
    img.alt = label;
    item.lastChild.dataset.unpick = id;
    item.lastChild.setAttribute("aria-label", `Take out: ${label}`);
    return item;
  }));
  mark();
};

// One check follows the pointer and the focus; what is selected keeps its own.
const follow = ({ target }) => {
  const link = linkOf(target);
  if (!link || link.parentElement.querySelector(":scope > .pick")) return;
  put(button, link);
};
document.addEventListener("pointerover", follow);
document.addEventListener("focusin", follow);

document.addEventListener("click", ({ target }) => {
  const act = target.closest("[data-do]");
  const what = act?.dataset.do;
  if (what === "pick") toggle(act.dataset.pick ? described(act.closest("article")) : describe(linkOf(act)));
  else if (what === "unpick") unpick(act.dataset.unpick);
  else if (what === "clear-picks") { clear(); say("Nothing is selected."); document.querySelector("main").focus(); }
});
onLongPress(linkOf, (link) => toggle(describe(link)));
document.addEventListener("tessera:picks", draw);
document.addEventListener("tessera:viewer", mark);
document.addEventListener("htmx:after:swap", mark);

onKey("x", ({ target }) => {
  const article = document.querySelector("article.viewer:has(.full)");
  const link = linkOf(target);
  if (article) toggle(described(article));
  else if (link) toggle(describe(link));
  else return false;
  return true;
});
onKey("c", () => {
  const beside = document.querySelector("article.viewer [data-compare-with]");
  if (comparing) return false;
  if (picked().length > 1) location.assign(address());
  else if (beside) beside.click();
  else say(picked().length ? "Select one more with x, then c compares them." : "Select two to four pictures with x, then c compares them.");
  return true;
});
draw();
