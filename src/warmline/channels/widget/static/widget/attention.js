// Is anybody looking? Counts what was not seen, and lets hidden tabs take turns on the line.

export class Unread {
  numbers = [];

  constructor({ store, isSeen, show }) {
    Object.assign(this, { store, isSeen, show });
  }

  add(messages) {
    for (const { number, from } of messages) if (from.kind !== "customer") this.numbers.push(number);
    this.count();
  }

  clear() {
    this.numbers = [];
    this.count();
  }

  count() {
    const { seen = 0, unread = 0 } = this.store.read();
    const newest = this.numbers.at(-1) || 0;
    if (this.isSeen() && newest > seen) this.store.write({ seen: newest });
    const left = this.isSeen() ? 0 : this.numbers.filter((number) => number > seen).length;
    if (left !== unread) this.store.write({ unread: left });
    this.show(left);
  }
}

const GRACE_MS = 1000;

/** A browser allows six HTTP/1.1 connections to a server: of the hidden tabs one stays on the line. */
export function takeTurns(name, goOn, rest) {
  let giveUp = () => {};

  function settle() {
    giveUp();
    if (document.visibilityState === "visible" || !navigator.locks) return goOn();
    giveUp = waitForTurn(name, goOn, rest);
  }

  document.addEventListener("visibilitychange", settle);
  addEventListener("pageshow", settle);
  addEventListener("pagehide", rest);
  settle();
}

function waitForTurn(name, goOn, rest) {
  const asked = new AbortController();
  let finish;
  const timer = setTimeout(rest, GRACE_MS);
  const hold = () => {
    clearTimeout(timer);
    goOn();
    return new Promise((resolve) => (finish = resolve));
  };
  navigator.locks.request(name, { signal: asked.signal }, hold).catch(() => {});
  return () => {
    clearTimeout(timer);
    asked.abort();
    finish?.();
  };
}
