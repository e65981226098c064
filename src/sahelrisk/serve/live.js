"use strict";
// Look every two seconds, while the page is seen, whether the files have changed; then load it anew.
(() => {
  const { from, stamp } = document.currentScript.dataset;
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(from, { cache: "no-store" });
        if (answer.ok && (await answer.text()) !== stamp) {
          location.reload();
          return;
        }
      } catch {
        // The program has ended; it may start again.
      }
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 500);
})();
