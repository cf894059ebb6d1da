// Draws the chat button on the host page, and fetches the chat itself when it is first needed.
// Works as a module and as a plain async script, so it imports nothing before that.
(() => {
  "use strict";
  const script =
    document.currentScript || [...document.scripts].find(({ src }) => /\/widget\/loader\.js(\?|$)/.test(src));
  if (!script || document.querySelector("warmline-chat")) return;

  const texts = {
    en: { open: "Chat with us", unread: "unread", failed: "The chat cannot connect right now.", retry: "Try again" },
    de: { open: "Mit uns chatten", unread: "ungelesen", failed: "Der Chat ist gerade nicht erreichbar.", retry: "Nochmal versuchen" },
    fr: { open: "Discuter avec nous", unread: "non lus", failed: "Le chat est injoignable pour le moment.", retry: "Réessayer" },
    es: { open: "Chatea con nosotros", unread: "sin leer", failed: "El chat no puede conectarse ahora.", retry: "Reintentar" },
  };
  const base = new URL("../../", script.src);
  const language = script.dataset.language || document.documentElement.lang || navigator.language;
  const say = texts[language.slice(0, 2).toLowerCase()] || texts.en;
  const key = `warmline:${base.href}`;
  const kept = remembered();

  const host = document.createElement("warmline-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial !important; --accent: #a8452a; --ink: #fff }
    button { font: inherit; cursor: pointer; border: 0 }
    button:focus-visible { outline: 3px solid var(--ink); outline-offset: -6px }
    .wl-launch { position: fixed; z-index: 2147483000; inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px;
      inline-size: 60px; block-size: 60px; padding: 0; border-radius: 24px 24px 6px 24px; background: var(--accent); color: var(--ink);
      display: grid; place-items: center; box-shadow: 0 2px 6px #0003, 0 10px 28px #0003; transition: transform .18s }
    .wl-launch:hover { transform: translateY(-2px) }
    .wl-launch[aria-busy=true] { opacity: .75 }
    .wl-launch svg { inline-size: 30px; block-size: 30px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
    .wl-count { position: absolute; inset-block-start: -6px; inset-inline-end: -4px; min-inline-size: 24px; box-sizing: border-box; padding: 3px 6px; border-radius: 12px;
      background: #1f1a17; color: #fff; box-shadow: 0 0 0 2px #fff; font: 700 13px/18px system-ui, sans-serif }
    .wl-trouble { position: fixed; z-index: 2147483000; inset-block-end: 94px; inset-inline-end: 20px; max-inline-size: min(280px, 100vw - 40px); box-sizing: border-box; padding: 14px 16px;
      border-radius: 16px; background: #fff; color: #2a2320; font: 16px/1.45 system-ui, sans-serif; box-shadow: 0 8px 30px #0004 }
    .wl-trouble button { display: block; min-block-size: 44px; margin-block-start: 8px; padding: 0 16px; border-radius: 12px; background: var(--accent); color: var(--ink) }
    [hidden] { display: none !important }
    @media (prefers-reduced-motion: reduce) { .wl-launch { transition: none } }
    @media print { .wl-launch, .wl-trouble { display: none } }`);
  root.adoptedStyleSheets = [sheet];

  const button = make("button", "launch", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" });
  const count = make("span", "count", { "aria-hidden": "true" });
  const trouble = make("div", "trouble", { role: "alert", hidden: "" });
  const retry = make("button", "retry", { type: "button" });
  retry.textContent = say.retry;
  button.append(drawing(), count);
  root.append(button, trouble);

  let chat;
  let tries = 0;
  const load = () => (chat ||= fetchChat());

  async function fetchChat() {
    try {
      // A new address each time: some browsers remember that a module failed and never ask again.
      const { start } = await import(new URL(`chat.js${tries ? `?try=${tries}` : ""}`, script.src).href);
      return start({ host, root, button, base, key, language, page: script.dataset.page, showUnread, showTheme });
    } catch (error) {
      tries += 1;
      chat = undefined;
      throw error;
    }
  }

  async function press() {
    trouble.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      (await load()).toggle();
    } catch (error) {
      console.warn("Warmline: the chat could not be loaded.", error);
      trouble.hidden = false;
      trouble.replaceChildren(say.failed, retry);
    }
    button.removeAttribute("aria-busy");
  }

  function remembered() {
    try {
      const open = sessionStorage.getItem(key) === "open";
      return { ...JSON.parse(localStorage.getItem(key)), open };
    } catch {
      return {};
    }
  }

  function make(tag, name, attributes) {
    const element = document.createElement(tag);
    element.className = `wl-${name}`;
    element.dataset.wl = name;
    for (const each in attributes) element.setAttribute(each, attributes[each]);
    return element;
  }

  function drawing() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M4 11.5a7.5 7.5 0 0 1 7.5-7.5h1a7.5 7.5 0 0 1 0 15H5.5a1.5 1.5 0 0 1-1.5-1.5zM8.5 11q3.5 4.5 7 0");
    svg.append(path);
    return svg;
  }

  function showUnread(unread) {
    count.hidden = !unread;
    count.textContent = unread > 9 ? "9+" : unread;
    button.setAttribute("aria-label", unread ? `${say.open} (${unread} ${say.unread})` : say.open);
  }

  function showTheme(theme) {
    for (const name in theme) host.style.setProperty(name, theme[name]);
  }

  async function firstTheme() {
    if (kept.theme) return showTheme(kept.theme);
    const { color } = script.dataset;
    if (color) showTheme((await import(new URL("color.js", script.src).href)).themeFor(color));
  }

  function appear() {
    document.body.append(host);
    // Some sites replace the whole body on navigation; the chat stays.
    new MutationObserver(() => host.isConnected || document.body?.append(host)).observe(document.documentElement, { childList: true });
    if (kept.open) load().then((it) => it.open({ focus: false })).catch((error) => console.warn("Warmline:", error));
    else if (kept.id) setTimeout(() => load().catch((error) => console.warn("Warmline:", error)), 1000);
  }

  showUnread(kept.unread || 0);
  firstTheme().catch(() => {});
  button.addEventListener("click", press);
  button.addEventListener("pointerenter", () => load().catch(() => {}), { once: true });
  retry.addEventListener("click", press);
  if (document.body) appear();
  else addEventListener("DOMContentLoaded", appear);
})();
