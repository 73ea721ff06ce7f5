/*
 * The hint beside a changed character: the same for a pointer, the keyboard and
 * a finger. A line of changes is one stop for the tab key; the arrow keys go on
 * from change to change.
 */
"use strict";

const hint = byId("hint");
let hinted = null;

/* Puts the hint below its mark, or above it where there is no room. */
function placeHint(mark) {
  const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
  const width = hint.offsetWidth;
  const height = hint.offsetHeight;
  const right = document.documentElement.clientWidth - width - 8;
  const below = box.bottom + 6;
  const fits = below + height < window.innerHeight;
  hint.style.left = Math.max(8, Math.min(box.left, right)) + "px";
  hint.style.top = (fits ? below : Math.max(8, box.top - height - 6)) + "px";
}

function hideHint() {
  if (hinted === null) return;
  hinted.removeAttribute("aria-describedby");
  for (const twin of twinsOf(hinted)) twin.classList.remove("lit");
  hinted = null;
  hint.hidden = true;
}

/* The marks of the same change in the same row. */
function twinsOf(mark) {
  const row = mark.closest("tr");
  return row.querySelectorAll('[data-change="' + mark.dataset.change + '"]');
}

function showHint(mark) {
  if (hinted === mark) return;
  hideHint();
  hinted = mark;
  hint.replaceChildren(...mark.hintContent());
  hint.hidden = false;
  mark.setAttribute("aria-describedby", "hint");
  for (const twin of twinsOf(mark)) twin.classList.add("lit");
  placeHint(mark);
}

/* The marked change that an event is about, or null. */
function markOf(event) {
  return event.target instanceof Element ? event.target.closest("[data-change]") : null;
}

/* Moves to the mark before or behind one in its row. */
function moveMark(event, mark) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const marks = Array.from(mark.closest("tr").querySelectorAll("[data-change]"));
  const next = marks[marks.indexOf(mark) + step];
  if (next === undefined) return;
  mark.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  event.preventDefault();
}

function startHints() {
  document.addEventListener("pointerover", (event) => {
    const mark = markOf(event);
    if (mark !== null) showHint(mark);
    else if (!(event.target instanceof Element && event.target.closest("#hint"))) {
      const focused = document.activeElement;
      if (focused !== null && focused.dataset.change !== undefined) showHint(focused);
      else hideHint();
    }
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark !== null) showHint(mark);
    else hideHint();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideHint();
    const mark = markOf(event);
    if (mark !== null) moveMark(event, mark);
  });
  window.addEventListener("scroll", () => hinted !== null && placeHint(hinted), { passive: true });
  window.addEventListener("resize", hideHint);
}
