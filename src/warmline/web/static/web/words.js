/** Our few words in scripts, in the language of the page. The English sentence is the key; [data-catalogue] holds the others. */
const said = JSON.parse(document.querySelector("[data-catalogue]")?.dataset.catalogue ?? "{}");

/** The sentence with each {gap} filled in. What is not in the catalogue stays as it is. */
export function say(sentence, values = {}) {
  return (said[sentence] ?? sentence).replace(/{(\w+)}/g, (gap, name) => values[name] ?? gap);
}
