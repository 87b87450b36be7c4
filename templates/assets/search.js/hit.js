/* What was found as it is shown: each hit with its sides, the words marked, and the way to the
   place. */
(() => {
  const lang = document.documentElement.lang;
  const NAMED = " \u2014 "; // after the name of an entry (edition/search/piece.py)

  /* A hit; `null` where its text does not meet the query after all. */
  seek.shown = async (key, { groups, isSome }) => {
    const { rows, at } = seek.rows(key);
    const part = await rows;
    if (!part?.rows[at]) return null;
    const [kind, anchor, sides] = part.rows[at];
    const marked = sides.map((side) => seek.marked(side, groups));
    const isMet = (_, i) => marked.some(({ spots }) => spots[i].length);
    return groups[isSome ? "some" : "every"](isMet) ? hit(part, kind, anchor, marked) : null;
  };

  function hit({ page, title }, kind, anchor, marked) {
    const item = seek.said("hit");
    const first = marked.find(({ marks: { size } }) => size);
    const link = item.querySelector("a");
    link.href = address(page, first?.anchor || anchor);
    const place = item.querySelector("[data-place]");
    const whole = ours(Object.entries(title).map(([lang, text]) => ({ lang, text })));
    item.querySelector("[data-kind]").append(seek.said(`kind-${kind}`));
    const side = item.querySelector("[data-side]");
    if (kind === "entry") {
      place.lang = whole.lang;
      place.append(whole.text);
      side.replaceWith(...entry(link, side, marked));
    } else {
      link.lang = whole.lang;
      link.append(whole.text);
      place.append(seek.place(anchor));
      side.replaceWith(...marked.map((each) => sideOf(side, each, 0)));
    }
    return item;
  }

  /* The sides of an entry, without the name by which the hit is called. */
  function entry(link, pattern, marked) {
    const named = marked.map((each) => ({ ...each, name: each.text.split(NAMED)[0] }));
    const called = ours(named.filter(({ name }) => name));
    link.lang = called.lang;
    seek.write(link, called, 0, called.name.length);
    return named.flatMap((each) => {
      const start = [called.name, ""].includes(each.name) ? each.name.length + NAMED.length : 0;
      return start < each.text.length ? [sideOf(pattern, each, start)] : [];
    });
  }

  /* Of words by language, those of the interface, or the first. */
  const ours = (every) => every.find((each) => each.lang === lang) ?? every[0];

  const address = (page, anchor) => (anchor ? `${page}#${anchor}` : page);

  function sideOf(pattern, marked, start) {
    const element = pattern.cloneNode(false);
    element.lang = marked.lang;
    seek.write(element, marked, start, marked.text.length);
    return element;
  }
})();
