// The switch: system, light, dark, and round again. theme.js puts the choice in place before the next page is painted.
import { remember } from "./remember.js";
import { say } from "./say.js";

const root = document.documentElement;
const next = { undefined: "light", light: "dark", dark: "" };

// Whoever is signed in takes the choice along. It stands here in any case.
const keep = (theme) => {
  if (!root.classList.contains("signed")) return;
  const headers = { "Content-Type": "application/json" };
  fetch("/api/settings/theme", { method: "PUT", keepalive: true, headers, body: JSON.stringify({ theme }) }).catch(() => {});
};

document.querySelector("[data-do=theme]")?.addEventListener("click", () => {
  const theme = next[root.dataset.theme];
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  remember("theme", theme);
  keep(theme || "system");
  say(theme ? `${theme[0].toUpperCase()}${theme.slice(1)} theme` : "Theme follows your system");
});
