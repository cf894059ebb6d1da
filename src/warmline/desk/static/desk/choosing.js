/** Reply or private note: the person chooses; when the holder changes, the page chooses what is possible. */
const composer = () => document.getElementById("composer");
const box = (kind) => document.getElementById(`${kind}-text`);
let mayReply = composer().dataset.mayReply;

function choose(kind) {
  composer().dataset.kind = kind;
  for (const tab of composer().querySelectorAll("[data-chooses]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.chooses === kind));
  }
}

function lock() {
  box("reply").readOnly = composer().dataset.mayReply !== "yes";
}

function afterUpdate() {
  lock();
  if (composer().dataset.mayReply === mayReply) return;
  mayReply = composer().dataset.mayReply;
  choose(mayReply === "yes" ? "reply" : "note");
  const isIdle = document.activeElement === document.body || document.activeElement?.closest("#state, dialog");
  // The button that was pressed is gone: the keyboard must not start again at the top of the page.
  if (isIdle) (mayReply === "yes" ? box("reply") : document.getElementById("thread")).focus({ preventScroll: true });
}

lock();
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-chooses]");
  if (!tab) return;
  choose(tab.dataset.chooses);
  box(tab.dataset.chooses).focus();
});
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "live") afterUpdate(); });
