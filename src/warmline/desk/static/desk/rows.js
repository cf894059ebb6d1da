/** Puts rows into a list where their key says, while what the person looks at and has under the keyboard stays put. */
const list = () => document.getElementById("inbox-list");
const rowsOf = (root) => [...root.querySelectorAll("[data-row]")];

export function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export const ids = () => rowsOf(list()).map((row) => row.dataset.row);
export const lastKey = () => list().lastElementChild?.dataset.key ?? "";

/** fresh: rows just read. gone(row): is this one, which was not read, no longer here? hasMore: does the list go on? */
export function place(fresh, gone, hasMore) {
  const still = holdStill();
  const read = new Map(rowsOf(fresh).map((row) => [row.dataset.row, row]));
  const end = hasMore ? lastKey() : "";
  for (const row of rowsOf(list())) {
    if (!read.has(row.dataset.row) && gone(row)) leave(row);
  }
  for (const [id, row] of read) put(document.getElementById(`row-${id}`), row, end);
  still();
}

function put(old, row, end) {
  if (old && old.dataset.key === row.dataset.key) {
    window.Idiomorph.morph(old, row);
    return;
  }
  // Beyond what is loaded: it comes when somebody scrolls there.
  const isBeyond = end && row.dataset.key > end;
  if (old && isBeyond) leave(old);
  if (isBeyond) return;
  if (old) window.Idiomorph.morph(old, row);
  list().insertBefore(old ?? row, placeOf(row.dataset.key, old ?? row));
}

function placeOf(key, itself) {
  return rowsOf(list()).find((row) => row !== itself && row.dataset.key > key) ?? null;
}

/** The keyboard goes on at the next row, not at the top of the page. */
function leave(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const hadFocus = row.contains(document.activeElement);
  row.remove();
  if (hadFocus) next?.querySelector("a")?.focus({ preventScroll: true });
}

function scroller() {
  for (let box = list(); box && box !== document.body; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && getComputedStyle(box).overflowY !== "visible") return box;
  }
  return document.scrollingElement;
}

/** Call the result after the change: the row that stood at the top of the screen stands there again. */
function holdStill() {
  const box = scroller();
  const focused = document.activeElement?.closest?.("[data-row]") ? document.activeElement : null;
  const top = Math.max(box.getBoundingClientRect().top, 0);
  const first = box.scrollTop > 0 ? rowsOf(list()).find((row) => row.getBoundingClientRect().bottom > top) : null;
  const was = first?.getBoundingClientRect().top;
  return () => {
    if (first?.isConnected) box.scrollTop += first.getBoundingClientRect().top - was;
    if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
  };
}
