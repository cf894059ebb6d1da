// Which parts of a plain text are addresses? Only http and https ever become links.
import { make } from "./dom.js";
import { t } from "./texts.js";

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;
const TRAILING = /[.,;:!?'’”)\]]+$/;

/** The text as a list of strings and links. */
export function linkify(text) {
  const parts = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    parts.push(text.slice(from, index), link(address, address));
    from = index + address.length;
  }
  return [...parts, text.slice(from)];
}

/** A link to a web address, or its plain title when it is none. */
export function link(address, title, base) {
  if (!isWeb(address, base)) return make("span", {}, title);
  const href = new URL(address, base).href;
  return make("a", { href, target: "_blank", rel: "noopener noreferrer", wl: "link" }, title,
    make("span.wl-hidden", {}, ` ${t("newTab")}`));
}

function isWeb(address, base) {
  try {
    return /^https?:$/.test(new URL(address, base).protocol);
  } catch {
    return false;
  }
}

// "(see https://example.com/a_(b))." keeps its inner bracket and drops the sentence's own.
function trimmed(address) {
  let kept = address.replace(TRAILING, "");
  if (address[kept.length] === ")" && kept.includes("(") && !kept.includes(")")) kept += ")";
  return kept;
}
