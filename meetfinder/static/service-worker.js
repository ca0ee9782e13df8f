// Answers from what was kept on this device when there is no connection; keeps nothing by itself.
// keep.js decides what is kept. Searches are never among it.
"use strict";
const KEPT = "kept";
const HELP = "/help-now";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const isPage = request.mode === "navigate";
  if (!isPage && !new URL(request.url).pathname.startsWith("/static/")) return;
  event.respondWith(fetch(request).catch(() => kept(request, isPage)));
});

async function kept(request, isPage) {
  const found = await caches.match(request, { cacheName: KEPT });
  if (found) return found;
  const path = new URL(request.url).pathname;
  if (isPage && path === HELP) {
    return (await caches.match(request, { cacheName: KEPT, ignoreSearch: true })) ?? Response.error();
  }
  if (isPage && (await caches.match(HELP, { cacheName: KEPT, ignoreSearch: true }))) {
    return Response.redirect(HELP, 302);
  }
  return Response.error();
}
