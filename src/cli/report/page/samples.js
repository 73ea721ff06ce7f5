/*
 * Lines before and after, side by side, with every change marked.
 *
 * A line is a list of pieces: text that stayed, or a change [before, after, set
 * of causes, flags, key, value], key and value only where the entry is longer.
 */
"use strict";

const AMBIGUOUS = 1;
const KEPT = 2;
const CUT_BEFORE = 1;
const CUT_BEHIND = 2;

/* What the hint says about an ambiguous change: what was taken, before the others. */
function ambiguousLines(data, [before, after, , flags]) {
  const taken = flags & KEPT ? before : after;
  const row = data.ambiguous.rows.find((each) => each.text === before);
  const lines = [element("p", { class: "warning" }, "Ambiguous: decided by default")];
  if (row !== undefined) lines.push(element("p", {}, "Candidates ", candidateList(row.candidates, taken)));
  return lines;
}

/* What the hint says about a change. */
function hintContent(data, change) {
  const [before, after, set, flags, key, value] = change;
  const lines = [];
  if (flags & KEPT) lines.push(element("p", { class: "pair" }, chinese("span", before, {}), element("i", {}, "stayed")));
  else lines.push(element("p", { class: "pair" }, ...beforeAfter(before, after)));
  for (const cause of data.sets[set]) {
    const { name, about, pass } = data.causes[cause];
    lines.push(
      element("p", { class: "cause" }, element("span", { class: "swatch pass-" + pass }), element("b", {}, name), about ? " " + about : ""),
    );
  }
  if (key !== undefined) lines.push(element("p", {}, "Entry ", element("span", { class: "pair" }, ...beforeAfter(key, value))));
  if (flags & AMBIGUOUS) lines.push(...ambiguousLines(data, change));
  return lines;
}

/* A marked change on one side. */
function changeMark(data, change, index, isAfter, isFirst) {
  const text = change[isAfter ? 1 : 0];
  const classes = ["change", isAfter ? "after" : "before", "pass-" + passOf(data, change[2])];
  if (change[3] & AMBIGUOUS) classes.push("ambiguous");
  if (change[3] & KEPT) classes.push("kept");
  if (text === "") classes.push("empty");
  const mark = element("mark", { class: classes.join(" "), "data-change": String(index), tabindex: isFirst ? "0" : "-1" });
  mark.hintContent = () => hintContent(data, change);
  if (text === "") mark.append(element("span", { class: "unseen" }, isAfter ? "removed" : "added"));
  return appendVisible(mark, text);
}

function drawSide(data, row, isAfter) {
  const cell = element("td", { class: isAfter ? "after" : "before", "data-title": isAfter ? "After" : "Before" });
  const line = element("div", { class: "line", lang: "zh" });
  if (row.cut & CUT_BEFORE) line.append("… ");
  let index = 0;
  for (const piece of row.pieces) {
    if (typeof piece === "string") line.append(piece);
    else {
      line.append(changeMark(data, piece, index, isAfter, index === 0 && !isAfter));
      index++;
    }
  }
  if (row.cut & CUT_BEHIND) line.append(" …");
  cell.append(line);
  return cell;
}

/* One side of a line as it is read, without a seam between its pieces. */
function sideText(row, isAfter) {
  return row.pieces.map((piece) => (typeof piece === "string" ? piece : piece[isAfter ? 1 : 0])).join("");
}

/* What the filter looks in; nobody can type the line feeds that keep the parts apart. */
function rowText(data, row) {
  const causes = row.pieces.filter((piece) => typeof piece !== "string").map((piece) => causeNames(data, piece[2]));
  return [row.file, sideText(row, false), sideText(row, true), ...causes].join("\n");
}

function hasCause(data, row, cause) {
  return row.pieces.some((piece) => typeof piece !== "string" && data.sets[piece[2]].includes(cause));
}

function drawSamples(data) {
  const { rows, shown, of } = data.samples;
  byId("samples-lead").textContent = rows.length === 0 ? "No line changed." : samplesLead(shown, of);
  if (rows.length === 0) return { choose() {} };
  drawSamplesKey(data);
  return makeTable(byId("samples-list"), {
    rows,
    caption: "Changed lines, before and after",
    name: "row", // which may hold several lines
    class: "samples cards",
    pageSize: 20,
    search: (row) => rowText(data, row),
    choices: causeChoices(data),
    isChosen: (row, value) => hasCause(data, row, Number(value)),
    columns: [
      { title: "Line", plain: true, number: true },
      { title: "Before", plain: true },
      { title: "After", plain: true },
    ],
    drawRow: (row, before) => drawLine(data, row, before),
  });
}

/* A line, below the name of its file where the line before is of another one. */
function drawLine(data, row, before) {
  const line = element(
    "tr",
    {},
    element("th", { scope: "row", class: "number place", "data-title": "Line" }, counts.format(row.line)),
    drawSide(data, row, false),
    drawSide(data, row, true),
  );
  if (before !== undefined && before.file === row.file) return [line];
  return [element("tr", { class: "file" }, element("th", { scope: "col", colspan: "3" }, row.file)), line];
}

/* What the colours and lines under the changes mean. */
function drawSamplesKey(data) {
  const passes = data.passes.filter((pass) => pass.edits > 0);
  const items = passes.map((pass) => element("li", {}, element("span", { class: "swatch pass-" + pass.name }), pass.name));
  if (data.shared > 0) items.push(element("li", {}, element("span", { class: "swatch pass-several" }), "several steps"));
  if (data.totals.ambiguous > 0) items.push(element("li", {}, element("mark", { class: "change kept ambiguous pass-script" }, "double line"), " ambiguous"));
  byId("samples-key").replaceChildren(...items);
}

function samplesLead(shown, all) {
  const which =
    shown < all
      ? counts.format(shown) + " of " + counts.format(all) + " changed lines, drawn evenly from the whole text and, besides, from those of each rule and dictionary. "
      : all === 1 ? "The line that changed. " : "All " + counts.format(all) + " lines that changed. ";
  return which + "Point at a change, or go to one with Tab and the arrow keys, to see the rule or entry behind it.";
}
