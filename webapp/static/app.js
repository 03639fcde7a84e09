// What makes the pages smoother. Everything works without it.
"use strict";

// --- Saving while one writes: one save at a time, the newest text last. ---

function startAutosave(form) {
  const state = form.querySelector(".save-state");
  let timer = null;
  let running = null;
  let dirty = false;

  async function save(leaving) {
    clearTimeout(timer);
    if (!dirty) return;
    if (running && !leaving) await running;
    dirty = false;
    state.textContent = form.dataset.saving;
    running = send(leaving).finally(() => { running = null; });
    return running;
  }

  async function send(leaving) {
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json", "HX-Request": "true" },
        keepalive: leaving,
      });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      const body = isJson ? await answer.json() : { message: await answer.text() };
      if (answer.ok) form.elements.version.value = body.version;
      else dirty = true;
      state.textContent = body.message;
    } catch {
      dirty = true;
      state.textContent = form.dataset.offline;
    }
  }

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, 900);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
}

document.querySelectorAll("form[data-autosave]").forEach(startAutosave);

// --- After htmx has put in an answer: read it out, and keep the address right. ---

document.addEventListener("htmx:after:swap", () => {
  const answer = document.querySelector("[data-new] a") || document.getElementById("svar") || document.querySelector("#step h1");
  if (answer) {
    if (!answer.matches("a")) answer.setAttribute("tabindex", "-1");
    answer.focus();
    answer.parentElement.removeAttribute("data-new");
  }
});

// --- A button that prints; without JavaScript it is not shown. ---

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
