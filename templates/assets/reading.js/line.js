/* The line being read, a third down the window, stays where it is when the view is switched or
   the window changes. */
(() => {
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  let line = null; // the sentence, how far into it (0 to 1), how far down the window

  const isSet = (each) => each.getClientRects().length > 0;
  const within = (low, value, high) => Math.min(Math.max(low, value), high);

  /* The sentence at a height of the window, or the nearest to it. */
  function nearest(at) {
    let found = null;
    let least = Infinity;
    for (const each of sheet.querySelectorAll("[data-unit]")) {
      const box = each.getBoundingClientRect();
      const far = Math.abs(at - within(box.top, at, box.bottom));
      if (far < least && isSet(each)) [found, least] = [each, far];
    }
    return found;
  }

  /* Nothing is held above the text and below it. */
  function remember() {
    const at = innerHeight / 3;
    const { top, bottom } = sheet.getBoundingClientRect();
    const sentence = top < at && at < bottom ? nearest(at) : null;
    line = sentence && measured(sentence, at);
  }

  function measured(sentence, at) {
    const box = sentence.getBoundingClientRect();
    const down = within(box.top, at, box.bottom);
    return { sentence, part: (down - box.top) / box.height, down };
  }

  function keep() {
    if (!line) return;
    const { unit } = line.sentence.dataset;
    const same = [line.sentence, ...sheet.querySelectorAll(`[data-unit="${unit}"]`)].find(isSet);
    if (!same) return;
    const box = same.getBoundingClientRect();
    scrollBy({ top: box.top + line.part * box.height - line.down, behavior: "instant" });
  }

  addEventListener("scroll", remember, { passive: true });
  addEventListener("resize", keep);
  document.addEventListener("change", (event) => {
    if (!event.target.closest("[data-view]")) return;
    keep();
    requestAnimationFrame(keep); // what the browser itself has moved meanwhile
  });
  remember();
})();
