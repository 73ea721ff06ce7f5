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
    cell: (row) => (row.error ? "" : counts.format(row[field])),
  };
}

function drawFiles(data) {
  const { rows, of, choices } = data.files;
  const list = rows.map(fileRow);
  const columns = [
    {
      title: "File",
      head: true,
      value: (row) => row.name,
      cell: (row) => (row.error ? [element("span", { class: "file" }, row.name), element("span", { class: "error" }, row.error)] : element("span", { class: "file" }, row.name)),
    },
    numberColumn("Characters", "characters"),
    numberColumn("Changed", "changed"),
    {
      title: "Share",
      number: true,
      value: (row) => row.share,
      cell: (row) => (row.error ? "" : percent(row.changed, row.characters)),
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
    search: (row) => row.name + " " + (row.error || "") + " " + (choices[row.choice] || ""),
    columns,
  });
}
