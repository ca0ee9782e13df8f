// Asks where the device is, only when somebody presses the button, and rounds to about a kilometre before
// anything leaves the device.
(() => {
  "use strict";
  const button = document.getElementById("near-me");
  const said = document.getElementById("near-me-said");
  if (!button || !navigator.geolocation || !isSecureContext) return;
  button.hidden = false;
  const rounded = degrees => (Math.round(degrees * 100) / 100 || 0).toFixed(2);
  const go = ({ coords }) => {
    const area = `@${rounded(coords.latitude)},${rounded(coords.longitude)}`;
    const address = new URL(button.dataset.address.replace("@0,0", area), location.href);
    const kept = button.form.querySelectorAll("input[type=hidden]");
    kept.forEach(({ name, value }) => address.searchParams.append(name, value));
    const chosen = button.form.elements.namedItem("for");
    if (chosen && chosen.value === "family") address.searchParams.set("for", "family");
    location.assign(address);
  };
  const fail = () => { said.textContent = button.dataset.failed; };
  button.addEventListener("click", () => {
    said.textContent = button.dataset.asking;
    navigator.geolocation.getCurrentPosition(go, fail, { maximumAge: 600000, timeout: 15000 });
  });
})();
