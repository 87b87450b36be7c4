/* What was found as it is shown: each hit with its sides, the words marked, and the way to the
   place. */
(() => {
  const lang = document.documentElement.lang;
  const NAMED = " \u2014 "; // after the name of an entry (edition/search/piece.py)

  /* A hit; `null` where its text does not meet the query after all. */
  seek.shown = async ({ key }, { groups, isSome }) => {
    const { rows, at } = seek.rows(key);
    const part = await rows;
    if (!part?.rows[at]) return null;
    const [kind, anchor, sides] = part.rows[at];
    const marked = sides.map((side) => marks(side, groups));
    const isMet = (_, i) => marked.some(({ spots }) => spots[i].length);
    return groups[isSome ? "some" : "every"](isMet) ? hit(part, kind, anchor, marked) : null;
  };

  function hit({ page, title }, kind, anchor, marked) {
    const item = seek.said("hit");
    const first = marked.find(({ marks: { size } }) => size)?.side;
    const link = item.querySelector("a");
    link.href = address(page, first?.[1] || anchor);
    const place = item.querySelector("[data-place]");
    const [of, whole] = ours(Object.entries(title));
    const names = marked.map(({ side: [of, , text] }) => [of, text.split(NAMED)[0]]);
    [link.lang, link.textContent] = kind === "entry" ? ours(names) : [of, whole];
    place.textContent = kind === "entry" ? whole : seek.place(anchor);
    if (kind === "entry") place.lang = of;
    item.querySelector("[data-kind]").append(seek.said(`kind-${kind}`));
    const side = item.querySelector("[data-side]");
    side.replaceWith(...marked.map((each) => sideOf(side, each)));
    return item;
  }

  /* Of words by language, those of the interface, or the first. */
  const ours = (pairs) => pairs.find(([of]) => of === lang) ?? pairs[0];

  const address = (page, anchor) => (anchor ? `${page}#${anchor}` : page);

  function sideOf(pattern, { side: [of, , text], cut, marks: at }) {
    const element = pattern.cloneNode(false);
    element.lang = of;
    let end = 0;
    cut.forEach((word, i) => {
      if (!at.has(i)) return;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(word.start, word.end);
      element.append(text.slice(end, word.start), mark);
      end = word.end;
    });
    element.append(text.slice(end));
    return element;
  }

  /* A side cut into words, the numbers of those with which what meets each group begins, and of
     those that are marked. */
  function marks(side, groups) {
    const [, , text, others] = side;
    const cut = seek.words(text);
    for (const [at, word] of others) cut[at]?.forms.push(seek.folded(word));
    const spots = groups.map((group) => spotsOf(side, cut, group));
    const marks = groups.flatMap(({ words }, i) =>
      spots[i].flatMap((at) => words.map((_, j) => at + j)));
    return { side, cut, spots, marks: new Set(marks) };
  }

  function spotsOf([of], cut, { words }) {
    const wanted = words.map((word) => formsOf(word, of.split("-")[0].toLowerCase()));
    return [...cut.keys()].filter((at) =>
      wanted.every((forms, i) => cut[at + i]?.forms.some((form) => forms.has(form))));
  }

  function formsOf({ form, exact, stems }, of) {
    const here = stems.filter(({ stem }) => stem.startsWith(`${of}:`));
    if (exact) return new Set(here.length ? [form] : []);
    return new Set(here.flatMap(({ forms }) => [...forms]));
  }
})();
