/*
 * All files, with what changed in each.
 */
"use strict";

const fileFields = ["name", "characters", "changed", "edits", "ambiguous", "left", "choice", "error"];

function fileRow(values) {
  const row = {};
  fileFields.forEach((field, index) => (row[field] = values[index]));
  row.share = row.characters === 0 ? 0 : row.changed / row.characters;
  return row;
}

function numberColumn(title, field) {
  return {
    title,
    number: true,
    value: (row) => row[field],
    cell: (row) => counts.format(row[field]),
  };
}

/* The name of a file; where it failed, why, and what its counts are of. */
function fileCell(row) {
  const name = element("span", { class: "file" }, row.name);
  if (row.error === "") return name;
  const counted = row.characters > 0 ? element("span", { class: "before-failure" }, "The counts are of what came before.") : "";
  return [name, element("span", { class: "error" }, row.error), counted];
}

function drawFiles(data) {
  const { rows, of, choices } = data.files;
  const list = rows.map(fileRow);
  const percent = percentFormat(list.map((row) => [row.changed, row.characters]));
  const columns = [
    {
      title: "File",
      head: true,
      value: (row) => row.name,
      cell: fileCell,
    },
    numberColumn("Characters", "characters"),
    numberColumn("Changed", "changed"),
    {
      title: "Share",
      number: true,
      value: (row) => row.share,
      cell: (row) => percent(row.changed, row.characters),
    },
    numberColumn("Changes", "edits"),
    numberColumn("Ambiguous", "ambiguous"),
    numberColumn("Left standing", "left"),
  ];
  if (choices.length > 0)
    columns.push({ title: "Taken for", value: (row) => choices[row.choice] || "", cell: (row) => choices[row.choice] || "" });
  byId("files-lead").textContent =
    of > rows.length
      ? counts.format(rows.length) + " of " + counts.format(of) + " files: those that failed and those that changed most."
      : "";
  makeTable(byId("files-list"), {
    rows: list,
    caption: "Files",
    name: "file",
    class: "files cards",
    pageSize: 50,
    search: (row) => row.name + " " + row.error + " " + (choices[row.choice] || ""),
    columns,
  });
}
