/*
 * What somebody should look at: characters with several targets that got their
 * default, and characters of the other script in the output.
 */
"use strict";

/* A place in the text, with the character in question marked. */
function contextLine(context) {
  return element(
    "li",
    {},
    element(
      "span",
      { class: "context", lang: "zh" },
      context.before,
      appendVisible(element("mark", {}), context.text),
      context.behind,
    ),
    element("span", { class: "place" }, context.file + ":" + counts.format(context.line)),
  );
}

function contextList(contexts) {
  return element("ul", { class: "contexts" }, ...contexts.map(contextLine));
}

function candidates(row) {
  const list = element("span", { class: "candidates" });
  for (const candidate of row.candidates)
    list.append(chinese(candidate === row.output ? "b" : "span", candidate, { title: codeNames(candidate) }), " ");
  return list;
}

const contextColumn = { title: "Where", plain: true, class: "where", cell: (row) => contextList(row.contexts) };
const countColumn = { title: "Count", value: (row) => row.count, cell: (row) => counts.format(row.count), number: true };
const filesColumn = { title: "Files", value: (row) => row.files, cell: (row) => counts.format(row.files), number: true };

function searchContexts(row) {
  return [row.text, row.output || "", ...row.contexts.map((context) => context.before + context.text + context.behind + " " + context.file)].join(" ");
}

function drawAmbiguous(data) {
  const rows = data.ambiguous.rows;
  byId("ambiguous-lead").textContent =
    rows.length === 0
      ? "There are none: a phrase decided wherever a character has several targets."
      : shownLead(data.ambiguous) +
        "A character with several targets, where no phrase decided and the default was taken. Where it is wrong, a dictionary entry with its context puts it right.";
  if (rows.length === 0) return;
  makeTable(byId("ambiguous-list"), {
    rows,
    caption: "Ambiguous characters",
    name: "ambiguous character",
    class: "attention cards",
    pageSize: 10,
    sort: [2, true],
    search: searchContexts,
    columns: [
      {
        title: "Character",
        value: (row) => row.text,
        head: true,
        cell: (row) => (row.kept ? [chinese("span", row.text, { class: "big" }), element("span", { class: "stayed" }, "stayed")] : element("span", { class: "pair big" }, ...beforeAfter(row.text, row.output))),
      },
      { title: "Candidates", plain: true, cell: candidates },
      countColumn,
      filesColumn,
      contextColumn,
    ],
  });
}

function leftLead(data) {
  if (data.run.target === "") return "The conversion leads to neither script, so nothing counts as left.";
  if (data.left.rows.length === 0) return "No character that only the other script has is left in the output.";
  const other = data.run.target === "simplified" ? "traditional" : "simplified";
  return shownLead(data.left) + "Characters in the output that only " + other + " text has. Some are right, as in names.";
}

function drawLeft(data) {
  byId("left-lead").textContent = leftLead(data);
  if (data.left.rows.length === 0) return;
  makeTable(byId("left-list"), {
    rows: data.left.rows,
    caption: "Characters left standing",
    name: "character",
    class: "attention cards",
    pageSize: 10,
    sort: [1, true],
    search: searchContexts,
    columns: [
      { title: "Character", value: (row) => row.text, cell: (row) => chinese("span", row.text, { class: "big" }), head: true },
      countColumn,
      filesColumn,
      contextColumn,
    ],
  });
}

function drawAttention(data) {
  drawAmbiguous(data);
  drawLeft(data);
}
