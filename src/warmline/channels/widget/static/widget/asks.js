// What does a message ask of the visitor, and why was it the answer?
import { sourceLine } from "./bubble.js";
import { action, make } from "./dom.js";
import { attempt, emailForm, ratingForm } from "./forms.js";
import { t } from "./texts.js";

const FORMS = { helpful: helpfulQuestion, csat: ratingForm, email: emailForm };

/** What stands under the message. Nothing is asked twice, not even after a reload. */
export function asksOf(message, actions) {
  const question = FORMS[message.asks];
  const isOpen = question && !actions.wasAnswered(message.number);
  return [
    message.choices && choices(message.choices, actions),
    message.why && whyLink(message, actions),
    isOpen && question(message, actions),
  ].filter(Boolean);
}

/** The talk went on: questions about the moment before make no sense now. */
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

function whyLink({ number }, actions) {
  const toggle = action("link", "why", t("why"), flip);
  const reasons = make("div.reasons", { wl: "reasons", hidden: true });
  const box = make("div.why", {}, toggle, reasons);
  toggle.setAttribute("aria-expanded", "false");

  function flip() {
    if (reasons.childElementCount) return show(reasons.hidden);
    attempt(box, async () => {
      reasons.replaceChildren(...explained(await actions.why(number), actions));
      toggle.disabled = false;
      show(true);
      toggle.focus();
    });
  }

  function show(isShown) {
    reasons.hidden = !isShown;
    toggle.textContent = t(isShown ? "whyHide" : "why");
    toggle.setAttribute("aria-expanded", String(isShown));
  }
  return box;
}

function explained({ title, reasons = [], sources = [], review }, actions) {
  const lines = reasons.map((reason) => make("li", { dir: "auto" }, reason));
  return [
    title && make("b", {}, title),
    make("ul", {}, ...lines),
    sources.length > 0 && sourceLine(sources, actions.base),
    review && reviewButton(actions),
  ].filter(Boolean);
}

function reviewButton(actions) {
  const button = action("small", "review", t("review"), () => {
    actions.wantPerson("review");
    button.replaceWith(make("p", { role: "status" }, t("reviewAsked")));
  });
  return button;
}
