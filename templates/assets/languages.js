/* Another language of the interface opens where this one is read, in the same view: at the place
   that the address names, while it can be seen, else at the one a third down the window. The
   languages stand at the head of the page: who comes back to them means where they rested last. */
(() => {
  const languages = document.querySelector("[data-languages]");
  if (!languages) return;
  const PLACES = "main :is(.row, li, div, section, tbody, tr, h2, h3)[id]";
  const REST = 800; // milliseconds
  let rested = location.hash;
  let resting = 0;

  const top = (each) => each.getBoundingClientRect().top;

  function here() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && top(named) >= 0 && top(named) < innerHeight) return location.hash;
    const places = [...document.querySelectorAll(PLACES)];
    const read = places.findLast((each) => each.offsetHeight && top(each) <= innerHeight / 3);
    return read ? `#${read.id}` : "";
  }

  function lead() {
    const hash = scrollY < innerHeight / 4 ? rested : here();
    for (const each of languages.querySelectorAll("a")) {
      each.search = location.search;
      each.hash = hash;
    }
  }

  function rest() {
    if (scrollY >= innerHeight / 4) rested = here();
  }

  addEventListener("scroll", () => {
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  }, { passive: true });
  for (const each of ["pointerdown", "focusin", "keydown"]) languages.addEventListener(each, lead);
})();
