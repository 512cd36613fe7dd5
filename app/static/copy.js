// Buttons that copy: their own words (data-copy), the text of another element (data-copy-from), a full address
// (data-copy-link).
import { say } from "./say.js";

const wanted = ({ dataset }) => {
  if (dataset.copyFrom) return document.querySelector(dataset.copyFrom).textContent;
  if (dataset.copyLink) return new URL(dataset.copyLink, location.origin).href;
  return dataset.copy;
};

const brief = (text) => (text.length > 60 || text.includes("\n") ? "Copied." : `Copied: ${text}`);

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy], [data-copy-from], [data-copy-link]");
  if (!button) return;
  const text = wanted(button);
  try {
    await navigator.clipboard.writeText(text);
    say(brief(text));
  } catch {
    say("The browser did not allow copying. Select the text instead.");
  }
});
