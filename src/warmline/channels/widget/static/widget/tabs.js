// Which tabs stay on the line? All that are seen, and one of the hidden: a browser allows only six
// connections to a server over HTTP/1.1, and a seventh tab would wait for ever.

const GRACE_MS = 1000;

/** Calls goOn() when this tab may hold a live line and rest() when it should let go. */
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
