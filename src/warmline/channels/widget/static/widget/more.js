// What stands in the menu: keeping the conversation, and what the chat says about itself.
import { action, make } from "./dom.js";
import { t } from "./texts.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.about { display: grid; gap: 8px; max-height: 60%; overflow-y: auto; padding: 14px 16px; border-bottom: 1px solid var(--line); font-size: 15px }
.about .small { justify-self: start }
`);

export async function save({ panel, transport, conversation }) {
  const response = await transport.open(conversation.path("transcript"));
  const address = URL.createObjectURL(await response.blob());
  const link = make("a", { href: address, download: "conversation.txt", hidden: true });
  panel.element.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function about({ panel, about: words }) {
  panel.element.querySelector(".about")?.remove();
  const leave = () => {
    box.remove();
    panel.composer.input.focus();
  };
  const box = make("section.about", { tabindex: "-1", role: "region", "aria-label": t("about"), wl: "about-words" },
    make("b", {}, t("about")), ...words.map((text) => make("p", { dir: "auto" }, text)), action("small", "about-close", t("aboutClose"), leave));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  });
  if (!panel.root.adoptedStyleSheets.includes(sheet)) panel.root.adoptedStyleSheets = [...panel.root.adoptedStyleSheets, sheet];
  panel.element.insertBefore(box, panel.element.children[1]);
  box.focus();
}
