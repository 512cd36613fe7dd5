// A thumbnail grows into its picture, where the browser can do it and the reader does not mind motion.
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Runs `change`, which returns the picture to grow into; `from` is the tile it grows out of, or null. */
export const grow = async (from, change) => {
  const thumb = from?.querySelector("img");
  if (!thumb || !document.startViewTransition || calm.matches) { change(); return; }
  thumb.style.viewTransitionName = "picture";
  let picture = null;
  const transition = document.startViewTransition(() => {
    thumb.style.viewTransitionName = "";
    picture = change();
    if (picture) picture.style.viewTransitionName = "picture";
  });
  transition.finished.finally(() => { if (picture) picture.style.viewTransitionName = ""; });
  await transition.updateCallbackDone;
};
