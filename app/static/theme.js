// Runs before the first paint, so that nothing remembered flashes: theme, tile size, single keys.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("tiles") === "s") root.dataset.tiles = "s";
    if (localStorage.getItem("keys") === "off") root.dataset.keys = "off";
  } catch { /* storage refused: the system's theme and the defaults stand */ }
})();
