/** "Tell me on this device" ([data-tell-me]): asks the browser when it is pressed, never before, and sends one to try. */
import { play } from "./sound.js";

const part = document.querySelector("[data-devices]");
const button = part.querySelector("[data-tell-me]");
const told = part.querySelector("[data-told]");
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const headers = { "X-CSRFToken": token, "HX-Request": "true" };

function base64(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

async function subscribe() {
  const registration = await navigator.serviceWorker.ready;
  const key = bytes(part.dataset.keyOfOurs);
  const old = await registration.pushManager.getSubscription();
  if (old && base64(old.options.applicationServerKey ?? new ArrayBuffer(0)) !== part.dataset.keyOfOurs) await old.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function keep(subscription) {
  const fields = { endpoint: subscription.endpoint, public: base64(subscription.getKey("p256dh")), secret: base64(subscription.getKey("auth")) };
  const response = await fetch("/notifications/devices", { method: "POST", headers, body: new URLSearchParams(fields) });
  const kept = await response.json();
  if (!response.ok) throw new Error(kept.problem);
  return kept.device;
}

async function tellMe() {
  if (await Notification.requestPermission() !== "granted") {
    told.textContent = told.dataset.denied;
    return;
  }
  const device = await keep(await subscribe());
  const trial = await fetch(`/notifications/devices/${device}/trial`, { method: "POST", headers });
  told.textContent = trial.ok ? told.dataset.on : (await trial.json()).words;
}

if (!isSecureContext) told.textContent = told.dataset.insecure;
else if (!("PushManager" in window && "serviceWorker" in navigator && "Notification" in window)) told.textContent = told.dataset.none;
else button.disabled = false;
button.addEventListener("click", async () => {
  button.disabled = true;
  await tellMe().catch(() => { told.textContent = told.dataset.failed; });
  button.disabled = false;
});
document.querySelector("[data-hear]").addEventListener("click", play);
