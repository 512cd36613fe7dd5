// The system's share sheet, where there is one, and `r`: the recipe as JSON.
import { onKey } from "./keys.js";
import { say } from "./say.js";

const article = () => document.querySelector("article.viewer");

const offer = () => {
  const button = article()?.querySelector("[data-do=share]");
  if (button) button.hidden = !navigator.share;
};
document.addEventListener("tessera:viewer", offer);
offer();

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-do=share]");
  if (!button) return;
  const { title } = article().dataset;
  try { await navigator.share({ title, url: new URL(button.dataset.share, location.origin).href }); }
  catch (error) { if (error.name !== "AbortError") say("The browser did not share it. Copy the link instead."); }
});

onKey("r", () => {
  const button = article()?.querySelector("[data-recipe]");
  if (!button) return false;
  button.click();
  return true;
});
