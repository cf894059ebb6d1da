/** Macros in the reply: / finds one, Enter writes it; what is still to fill is selected, and nothing of it is sent. */
import { complete, write } from "../desk/completing.js";
import { send, tell } from "../desk/send.js";
import { say } from "../web/words.js";

const PLACE = /\{\{ {0,3}[A-Za-z][A-Za-z0-9_.]{0,39} {0,3}\}\}/g;
const box = document.getElementById("reply-text");
const line = document.getElementById("macro-line");
const then = document.getElementById("macro-then");
const address = line.dataset.macros;
const announce = (words) => { document.getElementById("announcer").textContent = words; };
let next = null; // {macro, acts}: what follows the reply

const places = () => [...box.value.matchAll(PLACE)];

function select(place) {
  box.focus();
  box.setSelectionRange(place.index, place.index + place[0].length);
}

function show() {
  const found = places();
  line.hidden = !found.length;
  line.querySelector("[data-unfilled]").replaceChildren(...[...new Set(found.map((each) => each[0]))].map((text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small unfilled";
    button.textContent = text;
    button.addEventListener("click", () => select(places().find((each) => each[0] === text)));
    return button;
  }));
}

function remember(value) {
  next = value;
  then.hidden = !next;
  then.querySelector("[data-acts]").textContent = next ? next.acts : "";
}

async function act(macro) {
  const seen = document.getElementById("live").dataset.number;
  const response = await send(`${address}acts`, { macro, seen_number: seen });
  tell("conversation");
  if (!response?.ok) document.getElementById("refusal").innerHTML = response ? await response.text() : "";
  else announce(say("Done."));
}

function pick({ dataset: { macro, text, acts } }) {
  write(box, text);
  send(`${address}uses`, { macro });
  if (acts && text) remember({ macro, acts });
  else if (acts) act(macro);
  show();
  const [first] = places();
  if (first) select(first);
  announce(first ? say("Still to fill in: {place}", { place: first[0] }) : say("The macro is in your reply."));
}

/** True when something is still to be filled. */
function stops(event) {
  const [first] = places();
  if (!first) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  select(first);
  announce(say("Not sent. Please fill in {place} first.", { place: first[0] }));
}

/** Chosen in the palette: filled for this conversation, at the end of the reply. */
async function fetchPicked({ detail: { pk, words } }) {
  document.querySelector('[data-chooses="reply"]')?.click();
  const response = await fetch(`${address}choices?words=${encodeURIComponent(words)}`).catch(() => null);
  const found = document.createElement("template");
  found.innerHTML = response?.ok ? await response.text() : "";
  const choice = found.content.querySelector(`[data-macro="${CSS.escape(pk)}"]`);
  if (!choice) return say("This macro is not there any more.");
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  pick(choice);
}

document.body.addEventListener("shortcut:macro", fetchPicked);
box.dataset.picks = "macro-list";
complete(box, {
  pattern: /(?:^|\s)\/((?:[^\s/][^\n/]{0,40})?)$/u,
  address: `${address}choices`,
  pick,
  say: (count) => announce(count ? say("{count} macros. Arrow keys choose, Enter takes one.", { count }) : say("No such macro.")),
});
show();
box.addEventListener("input", show);
document.addEventListener("submit", (event) => { if (event.target.dataset.writes === "reply") stops(event); }, true);
document.addEventListener("shortcut:send", (event) => { if (event.detail.from === box) stops(event); }, true);
box.addEventListener("delivered", () => { if (next) act(next.macro); remember(null); });
box.addEventListener("sent", () => setTimeout(show));
then.querySelector("button").addEventListener("click", () => { remember(null); box.focus(); });
document.querySelector("[data-slash]").addEventListener("click", () => {
  box.focus();
  write(box, !box.value || /\s$/.test(box.value.slice(0, box.selectionStart)) ? "/" : " /");
});
