// A filter chosen is a search made; the cross empties the box and stays in it.
const form = document.querySelector("form.ask");
const input = form?.querySelector("[name=q]");

form?.addEventListener("change", ({ target }) => { if (target.matches("select")) form.requestSubmit(); });
form?.querySelector("[data-do=clear]")?.addEventListener("click", () => {
  input.value = "";
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
