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
    element("span", { class: "place" }, context.file + ":" + context.line + ":" + context.column),
  );
}

function contextList(contexts) {
  return element("ul", { class: "contexts" }, ...contexts.map(contextLine));
}

/* What a character could have become: what was taken comes first. */
function candidateList(candidates, taken) {
  const list = element("span", { class: "candidates" });
  const others = candidates.filter((candidate) => candidate !== taken);
  for (const candidate of candidates.includes(taken) ? [taken, ...others] : others)
    list.append(chinese(candidate === taken ? "b" : "span", candidate, { title: codeNames(candidate) }), " ");
  return list;
}

const contextColumn = { title: "Where", plain: true, class: "where", cell: (row) => contextList(row.contexts) };
const countColumn = { title: "Count", value: (row) => row.count, cell: (row) => counts.format(row.count), number: true };
const filesColumn = { title: "Files", value: (row) => row.files, cell: (row) => counts.format(row.files), number: true };

function searchContexts(row) {
  return [row.text, row.output || "", ...row.contexts.map((context) => context.before + context.text + context.behind + " " + context.file)].join(" ");
}

/* Why there are no ambiguous characters. */
function noAmbiguous(data) {
  if (data.totals.code_points === 0) return "There is no text.";
  if (data.totals.han === 0) return "The text has no Han characters.";
  if (data.run.config === "none") return "The script is not converted.";
  return "No ambiguous character occurs: none that has several targets was left to its default.";
}

function drawAmbiguous(data) {
  const rows = data.ambiguous.rows;
  byId("ambiguous-lead").textContent =
    rows.length === 0
      ? noAmbiguous(data)
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
      { title: "Candidates", plain: true, cell: (row) => candidateList(row.candidates, row.kept ? row.text : row.output) },
      countColumn,
      filesColumn,
      contextColumn,
    ],
  });
}

function leftLead(data) {
  if (data.totals.code_points === 0) return "There is no text.";
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
