/* The rows that meet groups of words, best first: BM25 over the texts of the edition, a row
   counting as its best language; equally good ones in the order of the edition. */
(() => {
  const K = 1.2; // how soon a word said again adds nothing
  const B = 0.75; // how much the length of a text counts
  const USUAL = 20; // words of a text that counts as neither long nor short
  const TEXT = 2; // how much more the text of a letter counts than what is said of it

  /* Rows in which all groups are met, or any. */
  seek.ranked = (groups, isAny, filter, texts) => {
    const rows = groups.map((group) => scores(group, filter, texts));
    const least = rows.reduce((one, two) => (one.size <= two.size ? one : two));
    const keys = isAny ? new Set(rows.flatMap((each) => [...each.keys()])) : least.keys();
    const hits = [];
    for (const key of keys) {
      if (!isAny && !rows.every((each) => each.has(key))) continue;
      hits.push({ key, score: rows.reduce((sum, each) => sum + (each.get(key) ?? 0), 0) });
    }
    return hits.sort((one, two) => two.score - one.score || one.key - two.key);
  };

  /* The rows that meet a group, with what they score. */
  function scores({ words }, { kind, pieces }, texts) {
    const scores = new Map();
    const known = words.filter((word) => !word.isPresumed);
    const sure = known.length ? known : words;
    for (const [lang, rows] of sure[0].found) {
      const found = words.map((word) => sure.includes(word) && word.found.get(lang));
      if (found.includes(undefined)) continue;
      for (const [key, { sort }] of rows) {
        if (kind && seek.kind(sort) !== kind) continue;
        if (pieces && !pieces.has(seek.piece(key))) continue;
        const here = found.map((each) => each && each.get(key));
        if (here.includes(undefined) || !areSideBySide(here)) continue;
        let score = 0;
        words.forEach((word, i) => (score += here[i] ? weight(word, here[i], texts) : 0));
        if (seek.kind(sort) === "text") score *= TEXT;
        if (score > (scores.get(key) ?? 0)) scores.set(key, score);
      }
    }
    return scores;
  }

  /* Whether words stand one after the other, as far as that is known. */
  function areSideBySide(here) {
    if (here.length === 1) return true;
    const first = here.findIndex(Boolean);
    return here[first].spots.some((spot) => here.every((each, i) =>
      !each || each.spots.includes(Math.min(spot + i - first, seek.FAR))));
  }

  function weight(word, { sort, spots }, texts) {
    const often = Math.min(word.total, texts);
    const rare = Math.log(1 + (texts - often + 0.5) / (often + 0.5));
    const times = spots.length;
    const long = 1 - B + (B * seek.length(sort)) / USUAL;
    return (rare * times * (K + 1)) / (times + K * long);
  }
})();
