/*
 * Elements, numbers, and text of which every character can be seen. Text from
 * the data only ever becomes a text node or an attribute, never markup.
 */
"use strict";

const counts = new Intl.NumberFormat("en");

/* element("td", {class: "number"}, child...): children are nodes or text. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

function plural(count, one, many) {
  return counts.format(count) + " " + (count === 1 ? one : many || one + "s");
}

/*
 * What writes the shares that stand side by side, given as [part, whole]..., in per
 * cent: with one decimal, or two where one would make nothing or all of what is neither.
 */
function percentFormat(shares) {
  const needTwo = ([part, whole]) => part > 0 && part < whole && (part < 0.0005 * whole || part >= 0.9995 * whole);
  const digits = shares.some(needTwo) ? 2 : 1;
  return (part, whole) => {
    if (part > 0 && part < 0.00005 * whole) return "< 0.01 %";
    if (part < whole && part >= 0.99995 * whole) return "> 99.99 %";
    return (whole === 0 ? 0 : (100 * part) / whole).toFixed(digits) + " %";
  };
}

function bytes(count) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let size = count;
  for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000;
  return unit === 0 ? plural(count, "byte") : size.toFixed(size < 10 ? 1 : 0) + " " + units[unit];
}

/* What stands for a character that cannot be seen, and its name. */
const signs = new Map([
  [" ", ["␣", "space"]],
  ["\t", ["⇥", "tab"]],
  ["\n", ["⏎", "line feed"]],
  ["\r", ["CR", "carriage return"]],
  ["\u00a0", ["NBSP", "no-break space"]],
  ["\u3000", ["U+3000", "ideographic space"]],
]);

const unseen = /[\p{White_Space}\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u;

function codeName(character) {
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

function codeNames(text) {
  return Array.from(text, codeName).join(" ");
}

/* Would a reader take the two for the same? Compatibility ideographs compose, too. */
function looksAlike(before, after) {
  return before.normalize() === after.normalize() || /[\u2e80-\u2fdf]/.test(before);
}

/* The sign for `times` of an unseen character. */
function signOf(character, times) {
  const [sign, name] = signs.get(character) || [codeName(character), ""];
  const label = (name ? name + " " : "") + "(" + codeName(character) + ")" + (times > 1 ? ", " + times + " times" : "");
  const short = sign.length === 1;
  const shown = times === 1 ? sign : short && times < 5 ? sign.repeat(times) : sign + "×" + times;
  return element("span", { class: short ? "sign" : "sign code", title: label, "aria-label": label, role: "img" }, shown);
}

/* Appends text; what cannot be seen becomes a sign. */
function appendVisible(parent, text) {
  let plain = "";
  const characters = Array.from(text);
  for (let i = 0; i < characters.length; ) {
    if (!unseen.test(characters[i])) {
      plain += characters[i++];
      continue;
    }
    let end = i + 1;
    while (characters[end] === characters[i]) end++;
    parent.append(plain, signOf(characters[i], end - i));
    plain = "";
    i = end;
  }
  parent.append(plain);
  return parent;
}

/* An element with text of the corpus. */
function chinese(name, text, attributes) {
  return appendVisible(element(name, { lang: "zh", ...attributes }), text);
}
