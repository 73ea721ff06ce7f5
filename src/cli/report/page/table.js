/*
 * A table that sorts by its columns, filters, and draws one page of rows at a
 * time, so that many rows cost no more than few.
 */
"use strict";

/*
 * columns: {title, value(row) to sort by, cell(row) → td content, number, plain: does not sort}
 * options: {rows, columns, pageSize, caption, name, search(row) → text, choices: [[value, title]...],
 *           isChosen(row, value), sort: [column, descending],
 *           drawRow(row, row before) → list of tr, in the place of the columns' cells}
 */
function makeTable(parent, options) {
  const state = { sort: options.sort || null, page: 0, shown: options.rows, text: "", choice: "" };
  const body = element("tbody");
  const status = element("p", { class: "status", role: "status" });
  const back = element("button", { type: "button", click: () => turn(-1) }, "‹ Back");
  const next = element("button", { type: "button", click: () => turn(1) }, "Next ›");
  const pager = element("div", { class: "pager" }, back, next);
  const headings = options.columns.map((column, index) => heading(column, index));
  const size = options.pageSize;

  function heading(column, index) {
    const attributes = { scope: "col", class: column.number ? "number" : null };
    if (column.plain) return element("th", attributes, column.title);
    const button = element("button", { type: "button", click: () => sortBy(index) }, column.title);
    return element("th", attributes, button);
  }

  function sortBy(index) {
    const [column, descending] = state.sort || [-1, false];
    state.sort = [index, column === index ? !descending : Boolean(options.columns[index].number)];
    update();
  }

  function compare(one, other) {
    const [index, descending] = state.sort;
    const value = options.columns[index].value;
    const a = value(one);
    const b = value(other);
    const order = a < b ? -1 : a > b ? 1 : 0;
    return descending ? -order : order;
  }

  function keeps(row) {
    if (state.choice !== "" && !options.isChosen(row, state.choice)) return false;
    return state.text === "" || options.search(row).toLowerCase().includes(state.text);
  }

  function update() {
    state.shown = options.rows.filter(keeps);
    if (state.sort !== null) state.shown.sort(compare);
    state.page = 0;
    headings.forEach((th, index) => {
      if (state.sort !== null && state.sort[0] === index)
        th.setAttribute("aria-sort", state.sort[1] ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
    draw();
  }

  function draw() {
    const first = state.page * size;
    const page = state.shown.slice(first, first + size);
    body.replaceChildren(...page.flatMap((row, index) => drawRow(row, page[index - 1])));
    updatePager(first, page.length);
  }

  function drawRow(row, before) {
    if (options.drawRow) return options.drawRow(row, before);
    return [element("tr", {}, ...options.columns.map((column) => drawCell(column, row)))];
  }

  function drawCell(column, row) {
    const content = column.cell(row);
    const made = element(column.head ? "th" : "td", {
      class: column.number ? "number" : column.class,
      scope: column.head ? "row" : null,
      "data-title": column.title,
    });
    made.append(...(Array.isArray(content) ? content : [content]));
    return made;
  }

  /* Turns the page; the focus stays on a button that can be pressed. */
  function turn(by) {
    const [pressed, other] = by > 0 ? [next, back] : [back, next];
    state.page += by;
    draw();
    (pressed.disabled ? other : pressed).focus({ preventScroll: true });
    box.scrollIntoView({ block: "start" });
  }

  function updatePager(first, length) {
    const all = state.shown.length;
    const filtered = all !== options.rows.length ? " (" + counts.format(options.rows.length) + " without the filter)" : "";
    const range = all > size ? counts.format(first + 1) + "–" + counts.format(first + length) + " of " : "";
    status.textContent = all === 0 ? "No " + options.name + " fits." : range + plural(all, options.name) + filtered;
    back.disabled = state.page === 0;
    next.disabled = first + length >= all;
    pager.hidden = all <= size;
  }

  const box = element("div", { class: "list" });
  box.append(makeTools(options, state, update, sortBy, status));
  const table = element("table", { class: options.class });
  table.append(
    element("caption", { class: "unseen" }, options.caption),
    element("thead", {}, element("tr", {}, ...headings)),
    body,
  );
  box.append(element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": options.caption }, table), pager);
  parent.replaceChildren(box);
  update();
  return { choose: (value) => chooseIn(box, value) };
}

/* The filters above a table. */
function makeTools(options, state, update, sortBy, status) {
  const tools = element("div", { class: "tools" });
  if (options.search) {
    const input = element("input", { type: "search", placeholder: "Filter", "aria-label": "Filter: " + options.caption });
    input.addEventListener("input", () => {
      state.text = input.value.trim().toLowerCase();
      update();
    });
    tools.append(input);
  }
  if (options.choices) {
    const select = element("select", { class: "cause-choice", "aria-label": "By rule or dictionary: " + options.caption });
    select.append(...options.choices.map(([value, title]) => element("option", { value }, title)));
    select.addEventListener("change", () => {
      state.choice = select.value;
      update();
    });
    tools.append(select);
  }
  if (options.columns.some((column) => !column.plain)) tools.append(makeOrder(options, sortBy));
  tools.append(status);
  return tools;
}

/* What sorts where the headings are not shown: on a phone. */
function makeOrder(options, sortBy) {
  const select = element("select", { class: "order", "aria-label": "Sort: " + options.caption });
  options.columns.forEach((column, index) => {
    if (!column.plain) select.append(element("option", { value: String(index) }, "Sort by: " + column.title));
  });
  select.value = options.sort ? String(options.sort[0]) : "0";
  select.addEventListener("change", () => sortBy(Number(select.value)));
  return select;
}

function chooseIn(box, value) {
  const select = box.querySelector("select.cause-choice");
  select.value = value;
  select.dispatchEvent(new Event("change"));
}

/* A number with a bar behind it that shows its share of the greatest. */
function barCell(count, most, pass) {
  const bar = element("span", { class: "bar pass-" + pass });
  bar.style.width = (most === 0 ? 0 : Math.max(1, (100 * count) / most)) + "%";
  return element("span", { class: "track" }, bar);
}
