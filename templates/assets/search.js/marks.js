/* Which words of a text answer a query, and the text with these marked. */
(() => {
  /* A side cut into words, the numbers of those with which what meets each group begins, and of
     those that are marked. */
  seek.marked = ([lang, anchor, text, others], groups) => {
    const cut = seek.words(text);
    for (const [at, word] of others) cut[at]?.forms.push(seek.folded(word));
    const of = lang.split("-")[0].toLowerCase();
    const spots = groups.map((group) => spotsOf(of, cut, group));
    const marks = groups.flatMap(({ words }, i) =>
      spots[i].flatMap((at) => words.map((_, j) => at + j)));
    return { lang, anchor, text, cut, spots, marks: new Set(marks) };
  };

  function spotsOf(of, cut, { words }) {
    const wanted = words.map((word) => formsOf(word, of));
    return [...cut.keys()].filter((at) =>
      wanted.every((forms, i) => cut[at + i]?.forms.some((form) => forms.has(form))));
  }

  function formsOf({ form, exact, stems }, of) {
    const here = stems.filter(({ stem }) => stem.startsWith(`${of}:`));
    if (exact) return new Set(here.length ? [form] : []);
    return new Set(here.flatMap(({ forms }) => [...forms]));
  }

  /* Writes a side, from one sign to another, into an element. */
  seek.write = (element, { lang, text, cut, marks }, start, end) => {
    const spaced = (from, to) => seek.spaced(text.slice(from, to), lang);
    let done = start;
    for (const at of [...marks].sort((one, two) => one - two)) {
      const word = cut[at];
      if (word.start < done || word.end > end) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(word.start, word.end);
      element.append(...spaced(done, word.start), mark);
      done = word.end;
    }
    element.append(...spaced(done, end));
  };
})();
