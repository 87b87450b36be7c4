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
    const marked = sides.map((side) => ({ side, marks: marks(side, groups) }));
    const isMet = (group) => sides.some((side) => spots(side, group).length);
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
    side.replaceWith(...marked.map((each) => sideOf(side, page, each)));
    return item;
  }

  /* Of words by language, those of the interface, or the first. */
  const ours = (pairs) => pairs.find(([of]) => of === lang) ?? pairs[0];

  const address = (page, anchor) => (anchor ? `${page}#${anchor}` : page);

  function sideOf(pattern, page, { side: [of, , text], marks: at }) {
    const element = pattern.cloneNode(false);
    element.lang = of;
    let end = 0;
    seek.words(text).forEach((word, i) => {
      if (!at.has(i)) return;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(word.start, word.end);
      element.append(text.slice(end, word.start), mark);
      end = word.end;
    });
    element.append(text.slice(end));
    return element;
  }

  /* The numbers of the words of a side that are marked. */
  function marks(side, groups) {
    return new Set(groups.flatMap((group) =>
      spots(side, group).flatMap((at) => group.words.map((_, i) => at + i))));
  }

  /* The numbers of the words with which what meets a group begins. */
  function spots([of, , text, others], { words }) {
    const places = seek.words(text).map((word) => word.forms);
    for (const [at, word] of others) places[at]?.push(seek.folded(word));
    const wanted = words.map((word) => formsOf(word, of.split("-")[0].toLowerCase()));
    return [...places.keys()].filter((at) =>
      wanted.every((forms, i) => places[at + i]?.some((form) => forms.has(form))));
  }

  function formsOf({ form, exact, stems }, of) {
    const here = stems.filter(({ stem }) => stem.startsWith(`${of}:`));
    if (exact) return new Set(here.length ? [form] : []);
    return new Set(here.flatMap(({ forms }) => [...(forms ?? [])]));
  }
})();
