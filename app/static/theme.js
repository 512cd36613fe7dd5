// Runs before the first paint, so that nothing remembered flashes: theme, tile size, single keys,
// and whether the corner of the page is kept for somebody who is signed in.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  root.classList.toggle("signed", /(?:^|; )signed_in=1(?:;|$)/.test(document.cookie));
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("tiles") === "s") root.dataset.tiles = "s";
    if (localStorage.getItem("keys") === "off") root.dataset.keys = "off";
  } catch { /* storage refused: the system's theme and the defaults stand */ }
})();
