/*
 * What was replaced with what, most frequent first.
 */
"use strict";

/* The names of the rules and dictionaries in a set of causes. */
function causeNames(data, set) {
  return data.sets[set].map((cause) => data.causes[cause].name).join(" + ") || "several rules";
}

function passOf(data, set) {
  const passes = new Set(data.sets[set].map((cause) => data.causes[cause].pass));
  return passes.size === 1 ? passes.values().next().value : "several";
}

function causeBadge(data, set) {
  return element(
    "span",
    { class: "cause" },
    element("span", { class: "swatch pass-" + passOf(data, set) }),
    causeNames(data, set),
  );
}

/* A replaced or a new text; an empty one gets a word. */
function side(text, word, kind) {
  if (text === "") return element("i", { class: "nothing" }, word);
  return chinese("span", text, { class: kind });
}

function arrow() {
  return element("span", { class: "arrow", "aria-label": "becomes", role: "img" }, "→");
}

/* The code points of two texts that look the same. */
function codes(before, after) {
  return element("span", { class: "codes" }, codeNames(before), " ", arrow(), " ", codeNames(after));
}

function beforeAfter(before, after) {
  return [
    side(before, "nothing", "before"),
    arrow(),
    side(after, "nothing", "after"),
    ...(looksAlike(before, after) ? [codes(before, after)] : []),
  ];
}

/* The causes to choose from, for a select. */
function causeChoices(data) {
  return [["", "All rules and dictionaries"]].concat(
    data.causes
      .map((cause, index) => [String(index), cause.name, cause.edits])
      .sort((one, other) => other[2] - one[2])
      .map(([index, name]) => [index, name]),
  );
}

function drawReplacements(data) {
  const rows = data.replacements.rows.map(([before, after, set, count, files]) => ({ before, after, set, count, files }));
  const most = rows.length === 0 ? 0 : rows[0].count;

  byId("replacements-lead").textContent = rows.length === 0 ? "There are none." : replacementsLead(data);
  if (rows.length === 0) return { choose() {} };
  return makeTable(byId("replacements-list"), {
    rows,
    caption: "Most frequent replacements",
    name: "replacement",
    class: "replacements cards",
    pageSize: 25,
    sort: [2, true],
    search: (row) => [row.before + "→" + row.after, codeNames(row.before), codeNames(row.after), causeNames(data, row.set)].join("\n"),
    choices: causeChoices(data),
    isChosen: (row, value) => data.sets[row.set].includes(Number(value)),
    columns: [
      {
        title: "Before → after",
        value: (row) => row.before,
        cell: (row) => element("span", { class: "pair" }, ...beforeAfter(row.before, row.after)),
        head: true,
      },
      { title: "Rule or dictionary", value: (row) => causeNames(data, row.set), cell: (row) => causeBadge(data, row.set), class: "cause" },
      { title: "Count", value: (row) => row.count, cell: (row) => counts.format(row.count), number: true },
      { title: "", plain: true, class: "wide", cell: (row) => barCell(row.count, most, passOf(data, row.set)) },
      { title: "Files", value: (row) => row.files, cell: (row) => counts.format(row.files), number: true },
    ],
  });
}

/* How many of all a table shows, and how far its counts are certain; "" if all of it is. */
function shownLead(table) {
  const shown = counts.format(table.rows.length);
  if (table.error > 0) return "The " + shown + " most frequent; a count may be too low by up to " + counts.format(table.error) + ". ";
  return table.kinds > table.rows.length ? "The " + shown + " most frequent of " + counts.format(table.kinds) + ". " : "";
}

function replacementsLead(data) {
  const table = data.replacements;
  return shownLead(table) + "Where an entry of a dictionary decided, the whole entry is shown.";
}
