// Files of a message: pictures in place, all others to keep; what is held back says why.
import { make } from "./dom.js";

const HOLDS_MS = 3_500_000; // a signed address holds for an hour at least
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.files { display: flex; flex-wrap: wrap; align-items: end; gap: 6px; max-width: 88%; font-size: 15px }
.customer .files { justify-content: flex-end }
.files a, .files span, .tray li { display: flex; align-items: center; gap: 8px; max-width: 100%; min-height: 44px; padding: 6px 12px; border: 1px solid var(--edge); border-radius: 12px; background: var(--paper); overflow-wrap: anywhere }
.files small, .tray small { flex: none; color: var(--quiet) }
.files .held small, .tray small { flex: 1 1 60%; color: var(--bad) }
.files a.picture { padding: 0; overflow: hidden }
.files img { display: block; width: auto; height: auto; max-width: 240px; max-height: 240px }
.tray { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 6px }
.tray:empty { display: none }
.tray li { padding: 0 0 0 12px; font-size: 14px }
.tray progress { width: 64px; accent-color: var(--accent) }
.tray .drop { display: grid; place-items: center; min-width: 44px; padding: 0 }
`);

/** The styles of files, once they are needed. */
export function dress(element) {
  const root = element.getRootNode();
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

export function show(box, attachments, actions) {
  dress(box);
  box.replaceChildren(...attachments.map((file) => shown(file, actions)));
}

function shown(file, actions) {
  const { name, size, url, text, type, width, height } = file;
  if (!url) return make("span.held", { wl: "file-held" }, name, make("small", {}, text));
  const isPicture = type.startsWith("image/");
  const link = make(`a.${isPicture ? "picture" : "kept"}`, { target: "_blank", rel: "noopener noreferrer", wl: isPicture ? "picture" : "file" });
  if (isPicture) {
    const image = make("img", { width, height, alt: name });
    image.addEventListener("error", () => renew(file, link, image, actions), { once: true });
    link.append(image);
  } else link.append(name, make("small", {}, told(size)));
  const since = Date.now();
  point(link, url, actions);
  link.addEventListener("click", async (event) => {
    if (Date.now() - since < HOLDS_MS) return;
    event.preventDefault();
    await renew(file, link, null, actions);
    open(link.href, "_blank", "noopener");
  });
  return link;
}

function point(link, url, { base }) {
  link.href = new URL(url, base).href;
  const image = link.querySelector("img");
  if (image) image.src = link.href;
}

async function renew({ id }, link, image, actions) {
  try {
    const { url } = await actions.renewed(id);
    if (url) point(link, url, actions);
  } catch {
    // Gone: the name stays.
    image?.replaceWith(image.alt);
  }
}

function told(size) {
  return size < 1e6 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
