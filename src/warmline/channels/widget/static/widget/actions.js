// What can a visitor do besides writing?
import { t } from "./texts.js";

export function actionsFor({ base, store, transport, conversation, outbox, composer }) {
  const send = (path, body) => transport.ask(conversation.path(path), body);
  const answered = () => store.read().answered || [];
  const remember = (number) => store.write({ answered: [...answered(), number] });

  return {
    base,
    say: (text, files) => outbox.add({ text, files }),
    sendAgain: () => outbox.flush(),
    edit: (text) => composer().restore(text),
    wasAnswered: (number) => answered().includes(number),
    typing: (on) => conversation.exists && send("typing", { on }).catch(() => {}),
    renewed: (id) => send(`attachments/${id}`),
    why: (number) => send(`messages/${number}/why`),

    wantPerson(reason = "button") {
      const isAgain = ["queue", "person"].includes(conversation.holder?.holder);
      if (!outbox.items.some(({ person }) => person)) outbox.add({ person: reason, isAgain });
      else outbox.flush();
    },

    async rate(number, rating) {
      await send("rating", rating);
      remember(number);
    },

    async leaveEmail(number, email) {
      await send("email", { email });
      remember(number);
    },
  };
}

export async function askAvailability(transport) {
  const answer = await transport.ask("availability");
  const from = { kind: "bot", name: answer.bot_name || t("bot") };
  return { ...answer, greeting: { from, text: answer.greeting, at: new Date().toISOString() } };
}
