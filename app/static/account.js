// The corner of the page: who is signed in. Pages are the same for everyone, so it is asked for once the page stands,
// and only where a cookie without meaning says that somebody is.
const root = document.documentElement;
const place = document.querySelector("[data-account]");
const before = [...place.childNodes];
const HINT = /(?:^|; )signed_in=1(?:;|$)/;
const DOORS = /^\/(?:sign(?:in|up|out)|reset|verify-email|auth)(?:\/|$)/;

/* From a page on the way in, the link leads on to where that page would have led. */
const next = () => {
  if (DOORS.test(location.pathname)) return new URLSearchParams(location.search).get("next") ?? "";
  return location.pathname === "/" && !location.search ? "" : location.pathname + location.search;
};

const link = place.querySelector("a[href='/signin']");
for (const kind of ["pointerover", "focus", "click"]) {
  link.addEventListener(kind, () => { link.href = next() ? `/signin?next=${encodeURIComponent(next())}` : "/signin"; });
}

const nobody = () => {
  document.cookie = `signed_in=; path=/; max-age=0; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  root.classList.remove("signed");
  place.replaceChildren(...before);
};

const menu = () => place.querySelector("details");
const shut = (focus) => {
  if (!menu()?.open) return;
  menu().open = false;
  if (focus) menu().querySelector("summary").focus();
};

document.addEventListener("click", ({ target }) => { if (!place.contains(target)) shut(false); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu()?.open) return;
  event.stopPropagation();
  shut(true);
}, true);
place.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !place.contains(relatedTarget)) shut(false); });

const ask = async () => {
  const answer = await fetch("/fragments/me", { headers: { Accept: "text/html" }, redirect: "manual" });
  if (answer.status === 401 || answer.type === "opaqueredirect") nobody();
  else if (answer.ok) place.innerHTML = await answer.text();
};

if (root.classList.contains("signed")) ask().catch(() => {});
// Who comes back to a page that the browser kept may have signed out in between.
addEventListener("pageshow", ({ persisted }) => {
  const somebody = HINT.test(document.cookie);
  if (!persisted || somebody === root.classList.contains("signed")) return;
  root.classList.toggle("signed", somebody);
  if (somebody) ask().catch(() => {});
  else nobody();
});
