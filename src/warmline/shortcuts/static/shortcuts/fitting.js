/** How well do a few letters fit a text (as shortcuts/fuzzy.py), and what was used lately? */
const KEY = "shortcuts:recent";
const KEPT = 12;
const AT_WORD = 8;
const IN_A_ROW = 7;

export function fit(asked, text) {
  const letters = asked.toLowerCase().replace(/\s+/g, "");
  const whole = text.toLowerCase();
  let found = 0;
  for (let at = 0; at < whole.length; at += 1) if (whole[at] === letters[0]) found = Math.max(found, from(letters, whole, at));
  return found;
}

function from(letters, whole, start) {
  let score = 0;
  let at = start;
  let last = -2;
  for (const letter of letters) {
    at = whole.indexOf(letter, at);
    if (at < 0) return 0;
    const isBegin = at === 0 || !/[\p{L}\p{N}]/u.test(whole[at - 1]);
    score += isBegin ? AT_WORD : at === last + 1 ? IN_A_ROW : 1;
    last = at;
    at += 1;
  }
  return score;
}

export function best(asked, entries) {
  const scored = entries.map((entry) => [fit(asked, entry.words), entry]).filter(([score]) => score);
  return scored.sort((one, other) => other[0] - one[0] || recent(other[1]) - recent(one[1])).map(([, entry]) => entry);
}

/* Only names of acts and pages are kept in this browser, nothing of customers. */
function names() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

/** The larger, the later it was used; 0 for never. */
export function recent(entry) {
  return names().indexOf(entry.name) + 1;
}

export function note(entry) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...names().filter((name) => name !== entry.name), entry.name].slice(-KEPT)));
  } catch {
    // Storage is full or switched off: nothing comes first, all is found.
  }
}
