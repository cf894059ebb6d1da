// Says it in the page's language; texts.<language>.js holds the words, and only the one in use is fetched.

let words = {};
let locale;
let ofBusiness = "";

/** tag: for dates and numbers; the words are of the nearest language that we have. */
export function speak(spoken, tag) {
  words = spoken;
  locale = tag;
}

/** What the bot quotes is in the language of the business. */
export function quoteIn(language) {
  ofBusiness = language;
}

/** "" says that nobody knows: a screen reader then goes by the text. */
export function languageOf({ from, language }) {
  return language || (from.kind === "bot" && ofBusiness) || "";
}

/** Numbers are written as the language does; a word with forms takes the one that fits `count`. */
export function t(name, values = {}) {
  const word = words[name];
  const text = word.other ? (word[new Intl.PluralRules(locale).select(values.count)] ?? word.other) : word;
  return text.replace(/\{(\w+)\}/g, (_, key) => (typeof values[key] === "number" ? values[key].toLocaleString(locale) : values[key]));
}

export function clock(at) {
  const isToday = at.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: "numeric", month: "short" };
  return at.toLocaleString(locale, { hour: "2-digit", minute: "2-digit", ...day });
}
