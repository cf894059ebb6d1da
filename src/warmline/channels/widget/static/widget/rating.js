// How was it? One to five, with words at both ends, and room to say why.
import { attempt } from "./attempt.js";
import { make } from "./dom.js";
import { t } from "./texts.js";

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
