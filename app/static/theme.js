// Runs before the first paint, so that nothing remembered flashes: theme, tile size, single keys,
// and whether the corner of the page is kept for somebody who is signed in.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  root.classList.toggle("signed", /(?:^|; )signed_in=1(?:;|$)/.test(document.cookie));
  // A theme that was just chosen for the account, here or on another device: from now on it is this browser's own.
  const sent = /(?:^|; )theme=(system|light|dark)(?:;|$)/.exec(document.cookie)?.[1];
  try {
    if (sent) {
      if (sent === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", sent);
      document.cookie = `theme=; path=/; max-age=0; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    }
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("tiles") === "s") root.dataset.tiles = "s";
    if (localStorage.getItem("keys") === "off") root.dataset.keys = "off";
  } catch { /* storage refused: the system's theme and the defaults stand */ }
})();
