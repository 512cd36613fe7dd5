// A picture that is chosen, dropped anywhere on the page or pasted goes out at once; the answer comes in below.
const form = document.querySelector("form[data-verify]");
const page = form.closest(".verify");
const input = form.querySelector("input[type=file]");
const going = form.querySelector("[data-going]");
const bar = going.querySelector("progress");
const says = going.querySelector("[data-says]");
const place = document.querySelector("[data-verified]");
const status = document.querySelector("[data-verify-says]");
const LARGEST = 20_000_000;
let request = null;
let shown = "";

const tell = (words) => { says.textContent = words; status.textContent = words; };

const busy = (on) => {
  page.classList.toggle("is-busy", on);
  going.hidden = !on;
  page.querySelector(".how")?.remove();
};

// The browser may know no way to show the picture, as with HEIC: then the place stays closed.
const preview = (file) => {
  const home = place.querySelector("[data-yours]");
  if (!home) return;
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(file);
  const img = new Image();
  img.alt = "The picture that you sent";
  img.addEventListener("load", () => { home.replaceChildren(img); home.hidden = false; });
  img.src = shown;
};

const show = (html, file) => {
  place.innerHTML = html;
  preview(file);
  for (const img of place.querySelectorAll(".tile img")) img.dataset.shown = "";
  const head = place.querySelector("h2");
  if (!head) return;
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
  status.textContent = head.textContent;
};

const failed = (words) => {
  const said = document.createElement("p");
  said.className = "no-answer";
  said.textContent = words;
  place.replaceChildren(said);
  status.textContent = words;
};

const WORDS = {
  0: "The server can’t be reached. Your picture was not kept. Check the connection, then send it again.",
  413: "The picture is larger than this address takes. Save it smaller, then send it again.",
};

const answered = (file) => {
  busy(false);
  const isOurs = request.getResponseHeader("content-type")?.startsWith("text/html") && /data-verdict|said-h/.test(request.responseText);
  if (isOurs) show(request.responseText, file);
  else failed(WORDS[request.status] ?? "The server gave no answer to this. Your picture was not kept. Try again in a moment.");
};

const send = (file) => {
  request?.abort();
  if (file.size > LARGEST) {
    failed("The file is larger than 20 MB. It was not sent. Save it smaller, then choose it again.");
    return;
  }
  const data = new FormData();
  data.append("file", file);
  request = new XMLHttpRequest();
  request.open("POST", `/fragments${new URL(form.action).pathname}`);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.max = total;
    bar.value = loaded;
  });
  request.upload.addEventListener("load", () => { bar.removeAttribute("value"); tell("Looking at the picture"); });
  request.addEventListener("load", () => answered(file));
  request.addEventListener("error", () => { busy(false); failed(WORDS[0]); });
  place.replaceChildren();
  bar.value = 0;
  busy(true);
  tell("Sending the picture");
  request.send(data);
};

const first = (files) => [...(files ?? [])].find(({ type, name }) => type.startsWith("image/") || /\.(hei[cf]|avif)$/i.test(name)) ?? files?.[0];

input.addEventListener("change", () => { if (input.files[0]) send(input.files[0]); });
if (input.files[0]) send(input.files[0]); // chosen while this file was still on its way, or kept by the browser
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.files[0]) send(input.files[0]);
});

const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
const over = (on) => form.classList.toggle("is-over", on);
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    over(true);
  });
}
document.addEventListener("dragleave", ({ relatedTarget }) => { if (!relatedTarget) over(false); });
document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  over(false);
  const file = first(event.dataTransfer.files);
  if (file) send(file);
});
document.addEventListener("paste", ({ clipboardData, target }) => {
  if (target.matches("input:not([type=file]), textarea")) return;
  const file = first(clipboardData?.files);
  if (file) send(file);
  else status.textContent = "The clipboard holds no picture.";
});
