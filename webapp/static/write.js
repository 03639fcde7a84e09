// What makes writing smoother: putting in where one writes, going to a line, cleaning what comes from Word. It all works without.
"use strict";

const texts = () => [...document.querySelectorAll("textarea[data-line]")];
let last = null;
document.addEventListener("focusin", event => { if (event.target.matches("textarea[data-line]")) last = event.target; });

// --- Putting in a pattern at the caret, with an id that the text does not have yet. ---

function unused(pattern, id) {
  if (!id) return pattern;
  const all = texts().map(each => each.value).join("\n");
  const taken = name => new RegExp(`^ {0,3}:::[^\\n]*[ ,]${name}(?![\\w-])`, "m").test(all);
  let free = id;
  for (let number = 2; taken(free); number += 1) free = `${id.replace(/-\d+$/, "")}-${number}`;
  return pattern.replace(id, free);
}

function putIn(field, text) {
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const block = text.endsWith("\n");
  const lead = !block || !before ? "" : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = block && after && !after.startsWith("\n") ? "\n" : "";
  field.focus();
  // Typed for the writer, so that her browser can take it back.
  if (!document.execCommand("insertText", false, lead + text + tail)) field.setRangeText(lead + text + tail, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", event => {
  const button = event.target.closest("button[data-insert]");
  const field = last?.isConnected ? last : texts()[0];
  if (!button || !field) return;
  event.preventDefault();
  putIn(field, unused(button.dataset.insert, button.dataset.id));
});

// --- Going to the line of a problem. ---

function goTo(line) {
  const field = texts().findLast(each => Number(each.dataset.line) <= line);
  if (!field) return;
  field.closest("details")?.setAttribute("open", "");
  const lines = field.value.split("\n");
  const number = Math.min(line - Number(field.dataset.line), lines.length - 1);
  const start = lines.slice(0, number).reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + lines[number].length);
  const height = parseFloat(getComputedStyle(field).lineHeight);
  field.scrollTop = Math.max(0, number * height - field.clientHeight / 3);
}

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  goTo(Number(link.dataset.line));
});
const wanted = /^#line-(\d+)$/.exec(location.hash);
if (wanted) goTo(Number(wanted[1]));

// --- Text from Word: the same as course/cleaning.py does when it is saved. ---

const SIGNS = [
  [/[\u00ad\u200b-\u200d\u2060\ufeff]/g, ""],
  [/[\u00a0\u202f\v\f]/g, " "],
  [/[“”„‟]/g, '"'],
  [/[‘’‚‛]/g, "'"],
  [/^( {0,3})[•·▪●◦‣–\uf0b7\uf0a7][ \t]+/gm, "$1- "],
  [/^( {0,3}\d{1,3})[.)]\t[ \t]*/gm, "$1. "],
];

document.addEventListener("paste", event => {
  const field = event.target;
  const pasted = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n");
  if (!pasted || !field.matches?.("textarea[data-line]")) return;
  const clean = SIGNS.reduce((text, [sign, plain]) => text.replace(sign, plain), pasted);
  if (clean === pasted) return;
  event.preventDefault();
  if (!document.execCommand("insertText", false, clean)) field.setRangeText(clean, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// --- What was unfolded beside the text stays so; after an answer in the preview, what it leads to is read out. ---

let unfolded = [];
const folds = () => [...document.querySelectorAll("#beside details")];
document.addEventListener("htmx:before:swap", () => { unfolded = folds().map(each => each.open); });

document.addEventListener("htmx:after:swap", () => {
  folds().forEach((each, number) => { each.open = unfolded[number] ?? each.open; });
  const outcome = document.activeElement === document.body ? document.querySelector(".preview-question [role=status]") : null;
  outcome?.focus();
});
