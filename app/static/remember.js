// Keeps a choice in this browser, or quietly doesn't where storage is refused.
export const remember = (name, value) => {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch { /* it holds for this page only */ }
};
