/*
 * Reads the data and draws the page.
 */
"use strict";

/* What the page does not show, in words. */
function cutNotes(data) {
  const notes = [];
  if (data.totals.failed > 0) notes.push("Of a file that failed, what came before the failure is counted.");
  if (data.samples.shown < data.samples.of)
    notes.push("The lines before and after are a sample, the same in every run: two hundred drawn evenly from all that changed, and two drawn from those of each rule and dictionary.");
  if (data.replacements.error > 0)
    notes.push("There are too many different replacements to count each: the rarest were dropped on the way, and by so much a count may be too low.");
  if (data.files.of > data.files.rows.length)
    notes.push("The table of files has the " + counts.format(data.files.rows.length) + " that failed or changed most.");
  notes.push("Of a character to look at there are up to five different contexts, from different files where there are several, with line and column in the file.");
  return notes;
}

function drawNotes(data) {
  const notes = [
    "A change is one place that differs between a file and what zhnorm makes of it. What is counted in characters counts Unicode code points of the files as they are.",
    "A character counts as changed when it was replaced or removed; what was only put in counts as a change, not as a changed character.",
    "Steps: script is the configuration with its dictionaries; form, width, punct and space are the normalising steps.",
    "Every total on this page is of the whole text, exactly.",
    ...cutNotes(data),
  ];
  byId("notes-list").replaceChildren(...notes.map((note) => element("li", {}, note)));
}

/* The folder that a file or folder is in, with its slash; "" where there is none. */
function folderOf(name) {
  return name.slice(0, name.slice(0, -1).lastIndexOf("/") + 1);
}

/* The folder that all files are in; "" where there is none. */
function commonFolder(names) {
  if (names.length < 2) return "";
  let folder = folderOf(names[0]);
  for (const name of names) while (!name.startsWith(folder)) folder = folderOf(folder);
  return folder;
}

/* Takes that folder from all names, and remembers it as data.folder. */
function shortenNames(data) {
  const rows = data.files.rows;
  data.folder = data.files.of === rows.length ? commonFolder(rows.map((row) => row[0])) : "";
  const shorten = (name) => name.slice(data.folder.length);
  for (const row of rows) row[0] = shorten(row[0]);
  for (const row of data.samples.rows) row.file = shorten(row.file);
  for (const row of data.ambiguous.rows.concat(data.left.rows))
    for (const context of row.contexts) context.file = shorten(context.file);
}

function main() {
  const data = JSON.parse(byId("data").textContent);
  shortenNames(data);
  const chosen = [];
  const choose = (cause) => {
    for (const table of chosen) table.choose(cause);
    byId("replacements").scrollIntoView({ block: "start" });
  };

  drawOverview(data, choose);
  chosen.push(drawReplacements(data));
  drawAttention(data);
  chosen.push(drawSamples(data));
  drawFiles(data);
  drawNotes(data);
  startHints();
}

main();
