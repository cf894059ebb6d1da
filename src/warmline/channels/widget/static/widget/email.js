// Where can we reach you? Asked when nobody is there or the visitor may leave before the answer.
import { attempt } from "./attempt.js";
import { make } from "./dom.js";
import { t } from "./texts.js";

export function emailForm({ number }, actions) {
  const input = make("input", { type: "email", name: "email", required: true, autocomplete: "email", wl: "email-input" });
  const form = make("form.card", { wl: "email", novalidate: true, onsubmit: send },
    make("label", {}, t("email"), input),
    make("button.main", { wl: "email-send" }, t("emailSend")));

  function send(event) {
    event.preventDefault();
    attempt(form, async () => {
      if (!input.value || !input.validity.valid) throw new Error(t("emailWrong"));
      await actions.leaveEmail(number, input.value);
      form.replaceChildren(make("p", { role: "status", wl: "email-thanks" }, t("emailThanks", { email: input.value })));
    });
  }
  return form;
}
