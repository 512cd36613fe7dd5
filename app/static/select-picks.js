// What is selected for comparing, kept for this tab while pages change. At most four.
export const MOST = 4;
const KEY = "picked";

const read = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(({ id }) => typeof id === "string").slice(0, MOST) : [];
  } catch { return []; }
};
let picks = read();

const change = (next) => {
  picks = next;
  try { sessionStorage.setItem(KEY, JSON.stringify(picks)); } catch { /* it holds for this page */ }
  document.dispatchEvent(new CustomEvent("tessera:picks"));
};

/** The selected pictures in their order: `{ id, label, thumb }`. */
export const picked = () => picks;
export const isPicked = (id) => picks.some((one) => one.id === id);

/** Selects a picture; false when there is no room. */
export const pick = (one) => {
  if (isPicked(one.id)) return true;
  if (picks.length >= MOST) return false;
  change([...picks, one]);
  return true;
};
export const unpick = (id) => change(picks.filter((one) => one.id !== id));
export const clear = () => change([]);
export const address = () => `/compare?ids=${picks.map(({ id }) => id).join(",")}`;

// Another page of this tab, shown again as it was left, may know less than the tab does.
window.addEventListener("pageshow", ({ persisted }) => { if (persisted) change(read()); });
