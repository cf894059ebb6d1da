// Draws the chat button and fetches the chat when it is first needed.
// No imports: it works as a module and as a plain async script.
(() => {
  "use strict";
  const SMILE = "M4 11.5a7.5 7.5 0 0 1 7.5-7.5h1a7.5 7.5 0 0 1 0 15H5.5a1.5 1.5 0 0 1-1.5-1.5zM8.5 11q3.5 4.5 7 0";
  const CHEVRON = "M6 9l6 6 6-6";
  const script =
    document.currentScript || [...document.scripts].find(({ src }) => /\/widget\/loader\.js(\?|$)/.test(src));
  if (!script || document.querySelector("warmline-chat")) return;

  const texts = {
    en: ["Chat with us", "unread", "The chat cannot connect right now.", "Try again"],
    de: ["Schreiben Sie uns", "ungelesen", "Der Chat ist gerade nicht erreichbar.", "Noch einmal versuchen"],
    fr: ["Écrivez-nous", "non lus", "La discussion est inaccessible pour le moment.", "Réessayer"],
    es: ["Escríbanos", "sin leer", "El chat no puede conectarse ahora.", "Volver a intentarlo"],
  };
  const base = new URL("../../", script.src);
  const { color, identity, label, language: wished, page, position, radius } = script.dataset;
  const [language, spoken] = chosenLanguage();
  const [open, unreadWord, failed, again] = texts[spoken];
  const key = `warmline:${base.href}`;
  const kept = remembered();

  const host = document.createElement("warmline-chat");
  host.lang = spoken;
  host.dataset.side = position === "left" ? "left" : "";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial !important; --accent: #a8452a; --ink: #fff }
    button { font: inherit; border: 0; background: var(--accent); color: var(--ink); cursor: pointer }
    .wl-launch, .wl-trouble { position: fixed; z-index: 2147483000; bottom: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px; box-shadow: 0 4px 24px #0004 }
    :host([data-side=left]) :is(.wl-launch, .wl-trouble) { left: 20px; right: auto }
    .wl-launch { display: flex; align-items: center; gap: 10px; min-width: 60px; height: 60px; padding: 15px; border-radius: var(--launch, 24px 24px 6px 24px); transition: transform .2s }
    .wl-label { padding-inline-end: 6px; font: 600 16px system-ui }
    [aria-expanded=true] .wl-label { display: none }
    .wl-launch:hover { transform: translateY(-2px) }
    .wl-launch:focus-visible { outline: 3px solid var(--ink); outline-offset: -6px }
    .wl-launch[aria-busy] { opacity: .75 }
    .wl-launch svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
    path + path, [aria-expanded=true] path { display: none }
    [aria-expanded=true] path + path { display: inline }
    .wl-count { position: absolute; top: -6px; right: -4px; padding: 3px 8px; border-radius: 12px; background: #1f1a17; color: #fff; font: 700 13px/18px system-ui }
    .wl-trouble { bottom: 94px; max-width: min(320px, 100vw - 40px); padding: 14px 16px; border-radius: 16px; background: #fff; color: #2a2320; font: 16px system-ui }
    .wl-retry { display: block; min-height: 44px; margin-top: 8px; padding: 0 16px; border-radius: 12px }
    [hidden] { display: none !important }
    @media print { :host { display: none !important } }`);
  root.adoptedStyleSheets = [sheet];

  const button = make("button", "launch", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" });
  const count = make("span", "count", { "aria-hidden": "true" });
  const trouble = make("div", "trouble", { role: "alert", hidden: "" });
  const retry = make("button", "retry", { type: "button" });
  retry.textContent = again;
  button.append(drawing(), count);
  if (label) button.insertBefore(make("span", "label", {}), count).textContent = label;
  root.append(button, trouble);

  let chat;
  let tries = 0;
  const complain = (error) => console.warn("Warmline: the chat could not be loaded.", error);
  const load = () => (chat ||= fetchChat());

  async function fetchChat() {
    try {
      // A new address each time: some browsers never ask again for a module that failed.
      const [{ start }, { words }] = await Promise.all([fetchModule("chat"), fetchModule(`texts.${spoken}`)]);
      return start({ host, root, button, base, key, language, words, page, identity, color, showUnread, showTheme });
    } catch (error) {
      tries += 1;
      chat = undefined;
      throw error;
    }
  }

  function fetchModule(name) {
    return import(new URL(`${name}.js${tries ? `?try=${tries}` : ""}`, script.src).href);
  }

  /** The page's own word first, then what the browser prefers: [tag for dates and numbers, language of ours]. */
  function chosenLanguage() {
    const tags = [wished, document.documentElement.lang, ...navigator.languages].filter(Boolean);
    const known = tags.map((tag) => tag.replace("_", "-")).filter((tag) => /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag));
    const base = (tag) => tag.toLowerCase().split("-")[0];
    const tag = known.find((each) => texts[base(each)]) || "en";
    // "en" on the page and "en-GB" in the browser: dates as the visitor writes them.
    const own = known.find((each) => each.includes("-") && base(each) === base(tag));
    return [tag.includes("-") ? tag : own || tag, base(tag)];
  }

  async function press() {
    trouble.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      (await load()).toggle();
    } catch (error) {
      complain(error);
      trouble.hidden = false;
      trouble.replaceChildren(failed, retry);
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
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const shape of [SMILE, CHEVRON]) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", shape);
      svg.append(path);
    }
    return svg;
  }

  function showUnread(unread) {
    count.hidden = !unread;
    count.textContent = unread > 9 ? "9+" : unread;
    button.setAttribute("aria-label", unread ? `${label || open} (${unread} ${unreadWord})` : label || open);
  }

  function showTheme(theme) {
    for (const name in theme) host.style.setProperty(name, theme[name]);
  }

  async function firstTheme() {
    if (radius) showTheme({ "--radius": `${Number(radius) || 0}px`, "--launch": `${Number(radius) || 0}px` });
    if (kept.theme) return showTheme(kept.theme);
    if (color) showTheme((await import(new URL("color.js", script.src).href)).themeFor(color));
  }

  function appear() {
    document.body.append(host);
    // Some sites replace the body on navigation.
    new MutationObserver(() => host.isConnected || document.body?.append(host)).observe(document.documentElement, { childList: true });
    if (kept.open) load().then((it) => it.open({ focus: false })).catch(complain);
    else if (kept.id) setTimeout(() => load().catch(complain), 1000);
  }

  showUnread(kept.unread || 0);
  firstTheme().catch(complain);
  button.addEventListener("click", press);
  button.addEventListener("pointerenter", () => load().catch(complain), { once: true });
  retry.addEventListener("click", press);
  if (document.body) appear();
  else addEventListener("DOMContentLoaded", appear);
})();
