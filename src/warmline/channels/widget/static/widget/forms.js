// The small forms under a message: a rating, an e-mail address.
import { make } from "./dom.js";
import { t } from "./texts.js";

/** Works with the form switched off; a failure is said beneath it. */
export async function attempt(form, work) {
  const controls = form.querySelectorAll("button, input, textarea");
  form.querySelector(".trouble")?.remove();
  form.tabIndex = -1; // keeps the reader's place when the buttons go
  form.focus({ preventScroll: true });
  for (const control of controls) control.disabled = true;
  try {
    await work();
  } catch (problem) {
    for (const control of controls) control.disabled = false;
    form.append(make("p.trouble", { role: "alert", wl: "trouble" }, problem.message || t("failed")));
  }
}

export function ratingForm({ number }, actions) {
  const form = make("form.card", { wl: "csat", onsubmit: send },
    make("fieldset", {}, make("legend", {}, t("csat")),
      make("div.scale", {}, ...[1, 2, 3, 4, 5].map(step)),
      make("div.ends", { "aria-hidden": "true" }, make("span", {}, t("csatLow")), make("span", {}, t("csatHigh")))),
    make("label", {}, t("csatComment"),
      make("textarea", { name: "comment", rows: 2, maxlength: 2000, dir: "auto", wl: "csat-comment" })),
    make("button.main", { wl: "csat-send" }, t("csatSend")));

  function send(event) {
    event.preventDefault();
    const { score, comment } = Object.fromEntries(new FormData(form));
    attempt(form, async () => {
      await actions.rate(number, { survey: "csat", score: Number(score), comment });
      form.replaceChildren(make("p", { role: "status", wl: "csat-thanks" }, t("csatThanks")));
    });
  }
  return form;
}

function step(score) {
  const ends = { 1: `, ${t("csatLow")}`, 5: `, ${t("csatHigh")}` };
  const label = t("csatStep", { score }) + (ends[score] || "");
  return make("label", {},
    make("input", { type: "radio", name: "score", value: score, required: true, "aria-label": label, wl: `csat-${score}` }),
    make("span", { "aria-hidden": "true" }, String(score)));
}

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
