/** The bell ([data-bell]): its number, its list, and what is said, shown and heard when something new comes. */
import { badge } from "../web/title.js";
import { listen } from "./listening.js";
import { sound } from "./sound.js";

const bell = document.querySelector("[data-bell]");
const panel = document.getElementById("bell-panel");
const number = bell?.querySelector("[data-count]");
const said = document.getElementById("bell-said");
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
let known = Number(bell?.dataset.count ?? 0);
let latest = null;
let asking = false;
let again = false;

function show(count) {
  number.textContent = count > 99 ? "99+" : count;
  number.hidden = !count;
  bell.querySelector("[data-bell-words]").textContent = count ? bell.dataset.some.replace("0", count) : bell.dataset.none;
  badge("bell", count);
  known = count;
}

async function look() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const response = await fetch("/notifications/count").catch(() => null);
  const told = response?.ok && !response.redirected ? await response.json().catch(() => null) : null;
  asking = false;
  if (told) take(told);
  if (again) {
    again = false;
    look();
  }
}

function take(told) {
  const isNew = latest !== null && told.latest > latest;
  latest = Math.max(latest ?? 0, told.latest);
  if (isNew) see();
  if (isNew && !(told.conversation === opened() && !document.hidden)) {
    said.textContent = told.words;
    if (told.sounds) sound(told.latest);
  }
  show(told.count);
  if (isNew && !panel.hidden) list();
}

function send(fields) {
  const headers = { "X-CSRFToken": token, "HX-Request": "true" };
  return fetch("/notifications/seen", { method: "POST", headers, body: new URLSearchParams(fields), keepalive: true }).catch(() => null);
}

function opened() {
  return document.getElementById("live")?.dataset.address?.match(/conversations\/([\w-]+)\//)?.[1];
}

/** The open conversation, or the list of tasks, is before the person's eyes: what was told of it is seen. */
function see() {
  const seen = opened() ? { conversation: opened() } : location.pathname === "/tasks/" && { tasks: 1 };
  if (!seen || document.hidden) return;
  send(seen).then((response) => response?.ok && response.json().then((told) => show(told.count)).catch(() => {}));
}

async function list() {
  const response = await fetch("/notifications/", { headers: { "HX-Request": "true" } }).catch(() => null);
  if (response?.ok) panel.querySelector("[data-list]").innerHTML = await response.text();
}

function open(isOpen) {
  panel.hidden = !isOpen;
  bell.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) list().then(() => (panel.querySelector("a, button") ?? panel).focus());
}

if (bell) {
  show(known);
  look();
  see();
  bell.addEventListener("click", () => open(panel.hidden));
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    send({ through: event.target.elements.through.value }).then(() => { look(); list(); bell.focus(); });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) { open(false); bell.focus(); }
  });
  document.addEventListener("click", (event) => {
    if (!panel.hidden && !panel.contains(event.target) && !bell.contains(event.target)) open(false);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) see(); });
  listen(look, () => known > 0);
}
