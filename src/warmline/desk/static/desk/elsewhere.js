/** The same draft in two windows ([data-elsewhere]): nothing is overwritten before the person says which. */
function noteOf(box) {
  return document.querySelector(`[data-elsewhere="${box.dataset.draft}"]`);
}

export function isAsked(box) {
  return !noteOf(box).hidden;
}

/** there: {text, draft} as the other window kept it. rebase: tells on which state the box rests now. */
export function ask(box, there, rebase) {
  const note = noteOf(box);
  note.querySelector("[data-there]").textContent = there.text;
  note.hidden = false;
  note.onclick = ({ target }) => {
    const choice = target.closest("[data-takes]")?.dataset.takes;
    if (!choice) return;
    note.hidden = true;
    if (choice === "there") box.value = there.text;
    rebase(box, there.draft);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };
}
