// Leaves at once: the page goes blank, and the other site takes its place in the history.
// Without script the link works as a link. Nothing can clear what the browser remembers of earlier pages.
(() => {
  "use strict";
  const link = document.getElementById("exit");
  if (!link) return;
  const leave = () => {
    document.title = " ";
    document.body.replaceChildren();
    location.replace(link.href);
  };
  link.addEventListener("click", event => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  addEventListener("keydown", event => {
    if (event.key !== "Shift") {
      pressed = [];
    } else if (!event.repeat) {
      pressed = [...pressed.filter(time => event.timeStamp - time < 3000), event.timeStamp];
      if (pressed.length === 3) leave();
    }
  });
})();
