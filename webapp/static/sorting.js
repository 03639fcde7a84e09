// Bringing a document in and sorting it, without leaving the page. Everything works without it.
"use strict";

// --- A file that is too large is told of before it is sent. ---

document.querySelectorAll("form[data-upload]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (!file || file.size <= Number(form.dataset.most)) return;
    event.preventDefault();
    input.setCustomValidity(form.dataset.tooLarge);
    input.reportValidity();
  });
  input.addEventListener("change", () => input.setCustomValidity(""));
});

// --- While a document is read: look once a second how far it is. ---

async function look() {
  const reading = document.querySelector("#reading[data-poll]");
  if (!reading) return;
  try {
    const answer = await fetch(location.href);
    if (answer.redirected) { location.replace(answer.url); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("reading");
    if (!next) { location.reload(); return; }
    if (next.innerHTML !== reading.innerHTML) reading.replaceWith(next);
  } catch { /* the network is away for a moment */ }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);

// --- Sorting: links and forms change the sheet in place; the lists stay where they were scrolled to. ---

function begin(sorting) {
  sorting.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      change(link.href);
    }
  });
  sorting.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    change(form.action, form, event.submitter);
  });
  sorting.querySelector(".source .here, .source li:target")?.scrollIntoView({ block: "nearest" });
}

let busy = false;

async function change(address, form, button) {
  if (busy) return; // pressed twice: the first one counts
  busy = true;
  const options = form ? { method: "POST", body: new URLSearchParams(new FormData(form, button)) } : {};
  let answer, page;
  try {
    answer = await fetch(address, options);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { page = null; }
  busy = false;
  const next = page && page.getElementById("sorting");
  if (!next) {
    // Signed out, or no answer: the browser sends it by itself, and what was typed comes back.
    if (form) form.submit(); else location.href = address;
    return;
  }
  const old = document.getElementById("sorting");
  const scrolled = old.querySelector(".source").scrollTop;
  old.replaceWith(next);
  next.querySelector(".source").scrollTop = scrolled;
  // An answer's address has no fragment, so a redirect says in `at` where the focus goes.
  const url = new URL(answer.url);
  const at = url.searchParams.get("at") || new URL(address).hash.slice(1);
  url.searchParams.delete("at");
  if (!form || answer.ok) history.pushState(null, "", url);
  begin(next);
  show(next, at);
}

// What was asked for comes into view and gets the focus; a line of the source only comes into view.
function show(sorting, at) {
  const problem = sorting.querySelector("#problem");
  const target = problem || (at && document.getElementById(at));
  const here = sorting.querySelector(".source .here");
  if (here) {
    const source = sorting.querySelector(".source");
    source.scrollTop += here.getBoundingClientRect().top - source.getBoundingClientRect().top - source.clientHeight / 3;
  }
  if (!target) return;
  const focus = target.matches("[tabindex]") ? target : target.querySelector("a") || target;
  if (!focus.matches("a")) focus.setAttribute("tabindex", "-1");
  focus.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

const sorting = document.getElementById("sorting");
if (sorting) {
  begin(sorting);
  addEventListener("popstate", () => location.reload());
}
