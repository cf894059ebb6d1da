// Which part of the chat listens to which?
import { actionsFor, askAvailability } from "./actions.js";
import { takeTurns, Unread } from "./attention.js";
import { themeFor } from "./color.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { action } from "./dom.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Status } from "./status.js";
import { Store } from "./store.js";
import { styles } from "./styles.js";
import { quoteIn, speak, t } from "./texts.js";
import { Transport } from "./transport.js";

/** page: {root, button, base, key, language, words, page, identity, color, showUnread, showTheme}, from loader.js. */
export function start(page) {
  speak(page.words, page.language);
  page.root.adoptedStyleSheets = [...page.root.adoptedStyleSheets, styles];
  const store = new Store(page.key);
  const transport = new Transport(page.base, store, page.language);
  const opening = { page: page.page || location.origin + location.pathname, language: page.language, identity: page.identity };
  const conversation = new Conversation(transport, store, opening);
  const outbox = new Outbox(transport, store, conversation);
  const actions = actionsFor({ base: page.base, store, transport, conversation, outbox, composer: () => composer });
  const composer = new Composer({ say: actions.say, typing: actions.typing, store, tray });
  let about = [];
  const log = new Log(actions, page.base);
  const status = new Status();
  const panel = new Panel({ ...page, status, log, composer, wantPerson: () => actions.wantPerson(), chosen, hasTalk: () => conversation.exists, closed: () => settle(false) });
  let isIntroduced = false;
  const isSeen = () => panel.isOpen && document.visibilityState === "visible";
  const unread = new Unread({ store, isSeen, show: page.showUnread });

  const on = (thing, name, handle) => thing.addEventListener(name, ({ detail }) => handle(detail));

  on(conversation, "messages", ({ messages, live }) => {
    log.add(messages, live);
    unread.add(messages);
  });
  on(conversation, "revision", (message) => log.revise(message));
  on(conversation, "typing", (typing) => log.showTyping(typing));
  on(conversation, "holder", (holder) => {
    status.holder(holder);
    panel.showHolder(holder.holder);
  });
  on(conversation, "connection", ({ connected }) => {
    status.connected(connected);
    if (connected) outbox.flush();
    if (connected && !isIntroduced) introduce();
  });
  on(conversation, "lost", () => {
    startOver();
    log.note(t("renewed"));
  });

  on(outbox, "waiting", (waiting) => {
    log.show(waiting);
    if (waiting.item.person && waiting.state === "failed") status.trouble(t("talkOffline"));
    if (waiting.item.person && waiting.state === "refused") status.trouble(waiting.detail);
  });
  on(outbox, "sent", (sent) => {
    log.sent(sent);
    if (sent.item.isAgain) log.note(sent.answer.text); // the first time it comes as a message
    status.connected(true);
  });

  on(store, "elsewhere", (before) => {
    if (before.id !== store.read().id) {
      conversation.leave();
      startOver();
      conversation.resume();
    }
    unread.count();
  });

  function failed() {
    status.trouble(t("failed"));
  }

  function tray(of) {
    return import("./attach.js").then(({ Tray }) => new Tray(of, { transport, store, conversation })).catch(failed);
  }

  function chosen(entry) {
    import("./more.js").then((more) => more[entry]({ panel, transport, conversation, about })).catch(failed);
  }

  function startOver() {
    log.clear();
    unread.clear();
    status.state = "none";
    panel.showHolder("bot");
    introduce();
    showWaiting();
  }

  function showWaiting() {
    for (const item of outbox.items) log.show({ item, state: "sending" });
  }

  async function introduce() {
    if (!panel.isOpen) return;
    try {
      const answer = await askAvailability(transport);
      const theme = themeFor(page.color || answer.brand?.color);
      page.showTheme(theme);
      store.write({ theme });
      panel.brand(answer, page.base);
      quoteIn(answer.language);
      composer.allow(answer.files);
      about = answer.about || [];
      status.availability(answer);
      status.connected(true);
      if (!conversation.last) log.greet(answer.greeting);
      isIntroduced = true;
    } catch {
      status.trouble(t("unreachable"), " ", action("small", "retry-connect", t("retry"), introduce));
    }
  }

  function settle(isOpen) {
    store.keepOpen(isOpen);
    unread.count();
  }

  function open(how) {
    panel.open(how);
    settle(true);
    log.toEnd();
    introduce();
  }

  takeTurns(`${page.key}:hidden`, () => conversation.goOn(), () => conversation.rest());
  addEventListener("offline", () => conversation.stream?.nudge(true));
  addEventListener("online", () => {
    conversation.stream?.nudge(true);
    outbox.flush();
    introduce();
  });
  document.addEventListener("visibilitychange", () => unread.count());
  showWaiting();
  conversation.resume();
  outbox.flush();

  return { open, toggle: () => (panel.isOpen ? panel.close() : open()) };
}
