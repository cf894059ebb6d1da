/** Keeps a part of the conversation's page that the copilot gives up to date with the conversation. */
const live = () => document.getElementById("live");

function state() {
  return `${live().dataset.number} ${live().dataset.holder} ${document.getElementById("composer").dataset.mayReply}`;
}

/** Fetches `address` into `panel` now and whenever the conversation has moved on; gives the function that fetches. */
export function follow(panel, address, then = () => {}) {
  let shownFor = "";
  let asked = 0;

  async function load() {
    shownFor = state();
    const mine = ++asked;
    const response = await fetch(address).catch(() => null);
    // A slower answer to an earlier question must not replace a later one.
    if (!response?.ok || mine !== asked) return;
    panel.innerHTML = await response.text();
    document.dispatchEvent(new Event("keys:shown"));
    then();
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "live" && state() !== shownFor) load();
  });
  load();
  return load;
}
