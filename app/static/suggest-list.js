// Suggestions drawn: a picture, the label with what matched marked, what it is, how many pictures it has.
const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter(Boolean));
  return element;
};

const icons = document.querySelector("template[data-icons]").content;
const icon = (name) => icons.querySelector(`svg:has([href$="#${name}"])`).cloneNode(true);

const marked = (label, marks) => {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(label.slice(at, start), make("mark", "", label.slice(start, end)));
    at = end;
  }
  return [...parts, label.slice(at)];
};

const picture = (tile) => {
  if (!tile) return make("span", "tile none");
  const img = new Image(tile.width, tile.height);
  Object.assign(img, { alt: "", decoding: "async", src: tile.thumb_url });
  return make("span", `tile ${tile.colour}`, img);
};

let number = 0;
const option = (href, ...children) => {
  const link = make("a", "sug", ...children);
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  link.tabIndex = -1;
  link.id = `sug-${number += 1}`;
  link.href = href;
  const item = make("li", "", link);
  item.setAttribute("role", "none");
  return item;
};

/** One suggestion as the server tells it. */
export const suggestion = ({ url, tile, label, marks, note, count }) =>
  option(
    url,
    picture(tile),
    make("span", "", make("span", "phrase", ...marked(label, marks)), make("span", "quiet", count ? note : `${note}, not rendered yet`)),
    make("span", "n", String(count), make("span", "vh", count === 1 ? " picture" : " pictures")),
  );

/** Something to do with the words typed: `act()` runs instead of following `href`, when it is given. */
export const action = ({ name, words, href, act }) => {
  const item = option(href, icon(name), make("span", "", words));
  item.classList.add("sug-act");
  if (act) item.firstChild.addEventListener("click", (event) => { event.preventDefault(); act(); });
  return item;
};

/** The pane under a search box: `list` holds the options, `says` tells a screen reader how many there are. */
export const pane = () => {
  const list = make("ul", "sugs-list");
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const keys = [["↓", "↑", "move"], ["Enter", "search"], ["Esc", "close"]].map((line) =>
    make("span", "", ...line.slice(0, -1).map((key) => make("kbd", "", key)), ` ${line.at(-1)}`));
  const foot = make("p", "sugs-foot", ...keys);
  foot.setAttribute("aria-hidden", "true");
  const none = make("p", "sugs-none");
  const says = make("p", "vh");
  says.setAttribute("role", "status");
  const box = make("div", "sugs", none, list, foot);
  box.hidden = true;
  none.hidden = true;
  return { box, list, none, says };
};
