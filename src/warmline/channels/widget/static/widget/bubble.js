// One message on screen: who said it and what they are, when, the words, and where they come from.
import { action, icon, make } from "./dom.js";
import { link, linkify } from "./linkify.js";
import { t } from "./texts.js";

export function bubble(message, base) {
  const { from, text, sources = [], number } = message;
  return make(`article.message.${from.kind}`, { wl: "message", "data-number": number, "data-from": from.kind },
    make("header", {}, ...sender(message)),
    make("div.text", { dir: "auto", wl: "message-text" }, ...linkify(text)),
    sources.length > 0 && sourceLine(sources, base));
}

/** What the visitor has written and the server has not confirmed yet. */
export function waitingBubble(item) {
  const message = { from: { kind: "customer" }, text: item.text, at: new Date().toISOString() };
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
    slow: [t("slow", { seconds })],
    failed: [action("small", "retry-send", t("notSent"), again)],
    refused: [detail, " ", action("small", "edit-message", t("edit"), edit)],
  };
  footer.replaceChildren(...said[state]);
}

export function sourceLine(sources, base) {
  const links = sources.map(({ title, url }) => make("li", { wl: "source" }, url ? link(url, title, base) : title));
  return make("div.sources", {}, make("span", {}, t("sources")), make("ul", {}, ...links));
}

function sender({ from, at }) {
  const name = from.kind === "customer" ? t("you") : from.name;
  const when = make("time", { datetime: at }, clock(new Date(at)));
  return [name && make("b", { wl: "sender", dir: "auto" }, name), chip(from.kind), when];
}

function chip(kind) {
  if (kind !== "bot" && kind !== "person") return null;
  return make(`span.chip.${kind}`, { wl: "chip" }, icon(kind), t(kind));
}

function clock(at) {
  const isToday = at.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: "numeric", month: "short" };
  return at.toLocaleString([], { hour: "2-digit", minute: "2-digit", ...day });
}
