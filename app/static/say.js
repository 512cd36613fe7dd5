// Says a few words in passing, to eyes and to screen readers. An open dialog makes the page behind it inert, so the
// words go where the reader is.
const toast = document.querySelector(".toast");
let timer = 0;

export const say = (words) => {
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  const home = open ?? document.body;
  if (toast.parentElement !== home) home.append(toast);
  toast.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => { toast.textContent = ""; }, 2600);
};
