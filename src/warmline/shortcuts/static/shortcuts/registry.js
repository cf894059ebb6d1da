/** The shortcuts of this person, as the page holds them ([data-shortcuts]), and what they do. */
const held = JSON.parse(document.querySelector("[data-shortcuts]").dataset.shortcuts);
export const entries = held.entries;
export const hasLetters = held.letters;
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
/* Other scripts of the page ask whether letters count. */
document.documentElement.dataset.letters = hasLetters ? "on" : "off";

const NAMES = { Enter: "Enter", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" };

/** "Mod+Shift+k" as a list of what stands on the keys: ["Ctrl", "Shift", "K"]. */
export function written(keys) {
  return keys.split(" ").flatMap((part) => {
    const found = /^(Mod\+)?(Shift\+)?(.+)$/.exec(part);
    const key = NAMES[found[3]] ?? (found[1] || found[2] ? found[3].toUpperCase() : found[3]);
    return [found[1] && (isMac ? "⌘" : "Ctrl"), found[2] && "Shift", key].filter(Boolean);
  });
}

/** As aria-keyshortcuts wants it; two in a row it cannot say. */
export function spoken(keys) {
  return keys.includes(" ") ? "" : keys.replace("Mod+", isMac ? "Meta+" : "Control+");
}

/** What a shortcut presses here, or null: the last one that can be seen and used. */
export function aim(entry) {
  const all = entry.press ? document.querySelectorAll(`[data-key="${CSS.escape(entry.press)}"]:not(li):not(:disabled)`) : [];
  return [...all].filter((each) => each.checkVisibility()).at(-1) ?? null;
}

const SAID_HERE = { next: "[data-inbox]", previous: "[data-inbox]", open: "[data-inbox]", send: "[data-writes]", tone: "[data-accepts]",
  ...Object.fromEntries([1, 2, 3, 4].map((place) => [`suggestion-${place}`, `[data-suggestion="${place}"]`])) };

/** Would it do something on this page now? */
export function isPossible(entry) {
  if (aim(entry) || entry.go) return true;
  if (!entry.sign) return false;
  const needed = SAID_HERE[entry.sign];
  return !needed || document.querySelector(needed) !== null;
}

/** Does it; false when there was nothing to do. from: the element that had the keyboard. */
export function act(entry, from = document.activeElement) {
  const target = aim(entry);
  if (target) {
    if (target.matches("input:not([type=checkbox]), textarea, select")) target.focus();
    else target.click();
    return true;
  }
  if (entry.go) {
    location.assign(entry.go);
    return true;
  }
  if (!entry.sign) return false;
  const said = new CustomEvent(`shortcut:${entry.sign}`, { detail: { from }, cancelable: true });
  return !document.body.dispatchEvent(said);
}
