/** Says that there is no connection. It keeps this one page and its styles, never anything that was said. */
const KEPT = "offline-1";
const PAGE = "/offline/";
const FILES = [PAGE, "/static/web/favicon.svg", "/static/web/tokens.css", "/static/web/base.css", "/static/web/controls.css", "/static/web/components.css"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const forget = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (FILES.includes(new URL(request.url).pathname)) event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreSearch: true })));
});

/** A note for this person alone; the same thing again takes the place of the one before. */
self.addEventListener("push", (event) => {
  let note = {};
  try { note = event.data?.json() ?? {}; } catch { /* not ours: still something must be shown */ }
  const { title = "Something waits for you", text = "", path = "/notifications/", tag = "warmline" } = note;
  event.waitUntil(self.registration.showNotification(title, { body: text, tag, renotify: true, icon: "/static/web/app-192.png", badge: "/static/web/app-192.png", data: { path } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.path ?? "/notifications/", self.location.origin);
  if (address.origin !== self.location.origin) return;
  event.waitUntil(self.clients.matchAll({ type: "window" }).then((open) => {
    const same = open.find((page) => new URL(page.url).pathname === address.pathname);
    return same ? same.focus() : self.clients.openWindow(address.href);
  }));
});
