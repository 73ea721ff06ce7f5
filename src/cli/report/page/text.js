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

/* A share in per cent, with the digits that its size deserves. */
function percent(part, whole) {
  if (whole === 0 || part === 0) return "0 %";
  const share = (100 * part) / whole;
  if (share < 0.01) return "< 0.01 %";
  return share.toFixed(share < 1 ? 2 : share < 99.95 || part === whole ? 1 : 2).replace(/\.0+$/, "") + " %";
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
  ["\r", ["␍", "carriage return"]],
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
