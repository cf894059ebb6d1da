/** When does the bell look again? Woken by the stream of the desk's page; on other pages by one of its own while somebody looks. */
const HIDDEN_MS = 60_000; // as desk/live.js: a page that nobody looks at gives its connection back
const CALM_MS = 1500; // however much happens in the inbox
let source = null;
let timer = null;

/** look: asks for the number. isOpen: whether something is told that a change of the inbox may settle. */
export function listen(look, isOpen) {
  const settle = () => {
    if (!isOpen() && !document.hidden) return;
    timer ??= setTimeout(() => { timer = null; look(); }, CALM_MS);
  };
  document.body.addEventListener("desk:notices", look);
  document.body.addEventListener("desk:inbox", settle);
  document.addEventListener("DOMContentLoaded", () => connect(look, settle));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) setTimeout(() => { if (document.hidden) rest(); }, HIDDEN_MS);
    else connect(look, settle);
  });
  addEventListener("pagehide", rest);
}

function connect(look, settle) {
  if (document.querySelector("[data-live]") || document.hidden || source) return;
  source = new EventSource("/desk/events");
  source.addEventListener("connected", look);
  source.addEventListener("notices", look);
  source.addEventListener("inbox", settle);
  source.addEventListener("signed_out", rest);
}

function rest() {
  source?.close();
  source = null;
}
