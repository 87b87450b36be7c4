/* Goes to the next or previous paragraph, sentence, note or departure (the event "step"). The place
   that is reached has the focus, a third down the window. */
(() => {
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const PLACES = { rows, sentences, notes: () => marks(".mark a"), departures: () => marks(".shift a") };

  const top = (each) => each.getBoundingClientRect().top;
  const isSet = (each) => each.checkVisibility({ visibilityProperty: true });
  const all = (selector, within = sheet) => [...within.querySelectorAll(selector)].filter(isSet);

  /* All places in order, and what they have in common with all that stands at them. */
  function rows() {
    const numbers = [...sheet.querySelectorAll(".row")].map((row) => all(".number", row)[0]);
    return [numbers.filter(Boolean), (each) => each.closest(".row")];
  }

  function sentences() {
    const unit = (each) => each.closest("[data-unit]")?.dataset.unit;
    return [first(all("[data-unit]"), unit), unit];
  }

  function marks(selector) {
    const hash = (each) => each.hash;
    return [first(all(selector), hash).sort((one, other) => top(one) - top(other)), hash];
  }

  function first(places, name) {
    const seen = new Set();
    return places.filter((each) => !seen.has(name(each)) && seen.add(name(each)));
  }

  /* From where the focus is, if that can be seen; else from the line being read. */
  function next([places, name], by) {
    const active = document.activeElement;
    const seen = sheet.contains(active) && top(active) >= 0 && top(active) < innerHeight;
    const at = seen ? places.findIndex((each) => name(each) === name(active)) : -1;
    if (at >= 0) return places[at + by];
    const line = (seen ? top(active) : top(sheet) > 0 ? -Infinity : innerHeight / 3) - 24;
    if (by > 0) return places.find((each) => top(each) >= line);
    return places.findLast((each) => top(each) < line);
  }

  function go(place) {
    if (!place.href) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    scrollBy({ top: top(place) - innerHeight / 3, behavior: "instant" });
  }

  sheet.addEventListener("step", ({ detail: { to, by } }) => {
    const open = document.querySelector(":popover-open");
    open?.hidePopover(); // the focus goes back to the mark
    const place = next(PLACES[to](), by);
    if (place) go(place);
    if (open && place?.closest("sup")) place.click(); // from entry to entry
  });
})();
