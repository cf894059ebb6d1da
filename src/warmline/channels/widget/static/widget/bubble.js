// One message: who said it, a person or not, when, what, and from which source.
import { action, icon, make } from "./dom.js";
import { clock, languageOf, t } from "./texts.js";

export function bubble(message, base) {
  const { from, text, sources = [], attachments = [], number } = message;
  return make(`article.message.${from.kind}`, { wl: "message", "data-number": number, "data-from": from.kind },
    make("header", {}, ...sender(message)),
    text && make("div.text", { dir: "auto", lang: languageOf(message), wl: "message-text" }, ...linkify(text)),
    attachments.length > 0 && make("div.files", { wl: "files" }, attachments.map(({ name }) => name).join(", ")),
    sources.length > 0 && sourceLine(sources, base));
}

/** Not confirmed by the server yet. */
export function waitingBubble(item) {
  const message = { from: { kind: "customer" }, text: item.text, attachments: item.files, at: new Date().toISOString() };
  const element = bubble(message);
  element.dataset.clientId = item.client_id;
  element.append(make("footer.delivery", { wl: "delivery" }));
  return element;
}

export function showDelivery(element, { state, detail, seconds }, { again, edit }) {
  const footer = element.querySelector(".delivery");
  element.dataset.state = footer.dataset.state = state;
  const said = {
    sending: [t("sending")],
    sent: [t("sent")],
    slow: [t("slow", { count: seconds })],
    failed: [action("small", "retry-send", t("notSent"), again)],
    refused: [detail, " ", action("small", "edit-message", t("edit"), edit)],
  };
  footer.replaceChildren(...said[state]);
}

export function sourceLine(sources, base) {
  const links = sources.map(({ title, url }) => make("li", { wl: "source" }, url ? link(url, title, base) : title));
  return make("div.sources", {}, make("span", {}, t("sources")), make("ul", {}, ...links));
}

function sender({ from, at, revised }) {
  const name = from.kind === "customer" ? t("you") : from.name;
  const when = make("time", { datetime: at }, clock(new Date(at)));
  return [name && make("b", { wl: "sender", dir: "auto" }, name), chip(from.kind), when, revised === "edited" && ` · ${t("edited")}`];
}

function chip(kind) {
  if (kind !== "bot" && kind !== "person") return null;
  return make(`span.chip.${kind}`, { wl: "chip" }, icon(kind), t(kind));
}

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;
const TRAILING = /[.,;:!?'’”)\]]+$/;

function linkify(text) {
  const parts = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    parts.push(text.slice(from, index), link(address, address));
    from = index + address.length;
  }
  return [...parts, text.slice(from)];
}

// Only http and https ever become links.
function link(address, title, base) {
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

// "(see https://example.com/a_(b))." keeps the inner bracket only.
function trimmed(address) {
  let kept = address.replace(TRAILING, "");
  if (address[kept.length] === ")" && kept.includes("(") && !kept.includes(")")) kept += ")";
  return kept;
}
