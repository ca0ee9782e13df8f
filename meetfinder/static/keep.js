// Keeps pages on this device for when there is no connection.
// On /help-now: the page itself, because it may be needed where there is none; "remove" takes it away again.
// Anywhere else: only after somebody presses [data-keep]; [data-remove] beside it takes the page away again.
(() => {
  "use strict";
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const KEPT = "kept";
  const address = location.pathname + location.search;
  const here = document.querySelector("[data-kept-page]");
  if (!here) return;
  const keep = here.querySelector("[data-keep]");
  const remove = here.querySelector("[data-remove]");
  const said = here.querySelector("[data-said]");
  const files = () => [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")]
    .map(item => item.href || item.src);
  const show = async () => {
    const kept = Boolean(await caches.match(address, { cacheName: KEPT }));
    if (keep) keep.hidden = kept;
    if (remove) remove.hidden = !kept;
    if (said) said.textContent = kept ? here.dataset.keptPage : "";
  };
  const store = async () => {
    await navigator.serviceWorker.register(here.dataset.worker);
    await (await caches.open(KEPT)).addAll([address, ...files()]);
    await show();
  };
  const forget = async () => {
    const kept = await caches.open(KEPT);
    await kept.delete(address);
    const pages = (await kept.keys()).filter(item => !new URL(item.url).pathname.startsWith("/static/"));
    if (!pages.length) {
      await caches.delete(KEPT);
      for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    }
    await show();
  };
  if (keep) keep.addEventListener("click", () => store().catch(() => {}));
  if (remove) remove.addEventListener("click", () => forget().catch(() => {}));
  (keep ? show() : store()).catch(() => {});
})();
