/* Which words of a text answer a query, and the text with these marked. */
(() => {
  /* A side cut into words; the numbers of those with which what meets each group begins; where
     those end that are marked, by their numbers. */
  seek.marked = ([lang, anchor, text, others], groups) => {
    const cut = seek.words(text);
    for (const [at, word] of others) cut[at]?.forms.push(seek.folded(word));
    const of = lang.split("-")[0].toLowerCase();
    const wanted = groups.map(({ words }) => words.map((word) => formsOf(word, of)));
    const spots = wanted.map((words) => [...cut.keys()].filter((at) =>
      words.every((forms, i) => cut[at + i]?.forms.some((form) => forms.has(form)))));
    const marks = new Map();
    spots.forEach((each, i) => each.forEach((spot) => wanted[i].forEach((forms, j) => {
      const { forms: [own], end, whole = end } = cut[spot + j];
      marks.set(spot + j, Math.max(forms.has(own) ? end : whole, marks.get(spot + j) ?? 0));
    })));
    return { lang, anchor, text, cut, spots, marks };
  };

  function formsOf({ form, exact, stems }, of) {
    const here = stems.filter(({ stem }) => stem.startsWith(`${of}:`));
    if (exact) return new Set(here.length ? [form] : []);
    return new Set(here.flatMap(({ forms }) => [...forms]));
  }

  /* Writes a side, from one sign to another, into an element. */
  seek.write = (element, { lang, text, cut, marks }, start, end) => {
    const spaced = (from, to) => seek.spaced(text.slice(from, to), lang);
    let done = start;
    for (const [at, stop] of [...marks].sort(([one], [two]) => one - two)) {
      const from = cut[at].start;
      if (from < done || stop > end) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, stop);
      element.append(...spaced(done, from), mark);
      done = stop;
    }
    element.append(...spaced(done, end));
  };
})();
