// Why did I get this answer? The reasons in words, in place, with a person to check them.
import { attempt } from "./attempt.js";
import { sourceLine } from "./bubble.js";
import { action, make } from "./dom.js";
import { t } from "./texts.js";

export function whyLink({ number }, actions) {
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
    actions.wantPerson("review_requested");
    button.replaceWith(make("p", { role: "status" }, t("reviewAsked")));
  });
  return button;
}
