// Lazy pictures fade in over their own colour. What is there already does not fade again. The mark is an attribute of
// its own, which htmx is told to leave alone when it compares the page with a fresh one.
const shown = (img, how) => { img.dataset.shown = how; };

for (const img of document.querySelectorAll(".tile img")) if (img.complete) shown(img, "");
for (const event of ["load", "error"]) {
  document.addEventListener(event, ({ target }) => {
    if (target.matches?.(".tile img:not([data-shown])")) shown(target, "soft");
  }, true);
}
