// The next rows are asked for a screen or two before they are reached, so that what follows them is not seen to move.
const near = new IntersectionObserver((links) => {
  for (const { target, isIntersecting } of links) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    target.click();
  }
}, { rootMargin: "1800px" });

const watch = () => { for (const link of document.querySelectorAll(".more-rows a[hx-get]")) near.observe(link); };
window.addEventListener("load", watch); // by then htmx answers clicks
document.addEventListener("htmx:after:swap", watch);
