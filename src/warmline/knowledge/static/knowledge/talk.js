/** Buttons with data-talk open the chat, which lives in its own element on the page. */
const launcher = () => document.querySelector("warmline-chat")?.shadowRoot?.querySelector("[data-wl=launch]");

function show() {
  if (!launcher()) return false;
  for (const place of document.querySelectorAll("[data-talk-shown]")) place.hidden = false;
  return true;
}

if (!show()) new MutationObserver((_, watching) => show() && watching.disconnect()).observe(document.body, { childList: true });

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-talk]") && launcher()?.getAttribute("aria-expanded") !== "true") launcher()?.click();
});
