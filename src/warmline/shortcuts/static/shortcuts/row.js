/** A line of the palette for an act or a page, as web/components/palette_item.html draws those of the server. */
const icons = document.querySelector("[data-shortcuts]").dataset.icons;

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#${name}`);
  svg.append(use);
  return svg;
}

export function row(entry, keys) {
  const made = document.createElement("div");
  made.className = "palette-item";
  made.setAttribute("role", "option");
  made.dataset.name = entry.name;
  const words = document.createElement("span");
  words.className = "truncate";
  words.textContent = entry.words;
  made.append(icon(entry.icon), words);
  if (!entry.keys) return made;
  for (const key of keys) made.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  return made;
}
