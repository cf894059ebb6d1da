// What a message asks of the visitor, beneath it: a choice, "did that help?", a rating, an address, the reasons.
import { attempt } from "./attempt.js";
import { ratingForm } from "./rating.js";
import { emailForm } from "./email.js";
import { whyLink } from "./why.js";
import { action, make } from "./dom.js";
import { t } from "./texts.js";

const FORMS = { helpful: helpfulQuestion, csat: ratingForm, email: emailForm };

/** Elements to put under the message. What was answered once is not asked again after a reload. */
export function asksOf(message, actions) {
  const question = FORMS[message.asks];
  const isOpen = question && !actions.wasAnswered(message.number);
  return [
    message.choices && choices(message.choices, actions),
    message.why && whyLink(message, actions),
    isOpen && question(message, actions),
  ].filter(Boolean);
}

/** The visitor went on writing: questions about the moment before no longer make sense. */
export function closeAsks(list) {
  for (const ask of list.querySelectorAll(".passing")) ask.remove();
}

function choices(options, actions) {
  const buttons = options.map(({ label, text }) => action("choice", "choice", label, () => actions.say(text)));
  return make("div.choices.passing", { wl: "choices", role: "group" }, ...buttons);
}

function helpfulQuestion({ number }, actions) {
  const answer = (score) => () =>
    attempt(form, async () => {
      await actions.rate(number, { survey: "helpful", score, message: number });
      form.replaceChildren(...(score ? [t("glad")] : [t("sorry"), personButton(actions)]));
    });
  const form = make("div.helpful.passing", { wl: "helpful", role: "group", "aria-label": t("helped") }, t("helped"),
    action("small", "helpful-yes", t("yes"), answer(1)), action("small", "helpful-no", t("no"), answer(0)));
  return form;
}

function personButton(actions) {
  return action("small", "helpful-person", t("talk"), () => actions.wantPerson());
}
