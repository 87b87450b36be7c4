/* The rows that meet groups of words, best first: BM25 over the texts of the edition, a row
   counting as its best language; equally good ones in the order of the edition. */
(() => {
  const K = 1.2; // how soon a word said again adds nothing
  const B = 0.75; // how much the length of a text counts
  const USUAL = 20; // words of a text that counts as neither long nor short
  const TEXT = 2; // how much more the text of a letter counts than what is said of it

  /* Rows in which all groups are met, or any. */
  seek.ranked = (groups, isAny, filter, texts) => {
    let found = null;
    for (const group of isAny ? groups : [...groups].sort((one, two) => size(one) - size(two))) {
      const here = scores(group, filter, texts, isAny ? null : found);
      const before = found ?? new Map();
      found = isAny ? before : new Map();
      here.forEach((score, key) => found.set(key, (before.get(key) ?? 0) + score));
    }
    return best(found);
  };

  /* Rows by their scores, of which there are much fewer. */
  function best(scores) {
    const rows = new Map();
    scores.forEach((score, key) => {
      if (rows.has(score)) rows.get(score).push(key);
      else rows.set(score, [key]);
    });
    return [...rows.keys()].sort((one, two) => two - one)
      .flatMap((score) => [...Float64Array.from(rows.get(score)).sort()]);
  }

  const size = ({ words }) => Math.min(...words.map((word) => word.total));

  /* The rows that meet a group, with what they score; only those that are also among some. */
  function scores({ words }, { kind, pieces }, texts, some) {
    const scores = new Map();
    const known = words.filter((word) => !word.isPresumed);
    const sure = known.length ? known : words;
    const rare = words.map(({ total }) => {
      const often = Math.min(total, texts);
      return Math.log(1 + (texts - often + 0.5) / (often + 0.5));
    });
    for (const lang of sure[0].found.keys()) {
      const found = words.map((word) => (sure.includes(word) ? word.found.get(lang) : null));
      if (found.includes(undefined)) continue;
      const least = found.filter(Boolean).reduce((one, two) => (one.size <= two.size ? one : two));
      least.forEach(({ sort }, key) => {
        if (some && !some.has(key)) return;
        if (kind && seek.kind(sort) !== kind) return;
        if (pieces && !pieces.has(seek.piece(key))) return;
        const score = together(found, key, rare) * (seek.kind(sort) === "text" ? TEXT : 1);
        if (score > (scores.get(key) ?? 0)) scores.set(key, score);
      });
    }
    return scores;
  }

  /* What words score that stand one after the other, as far as that is known. */
  function together(found, key, rare) {
    if (found.length === 1) return rare[0] * weight(found[0].get(key));
    const here = found.map((each) => each && each.get(key));
    if (here.includes(undefined)) return 0;
    const first = here.findIndex(Boolean);
    const isThere = (spot) => here.every((each, i) =>
      !each || each.spots.includes(Math.min(spot + i - first, seek.FAR)));
    if (!here[first].spots.some(isThere)) return 0;
    return here.reduce((sum, each, i) => sum + (each ? rare[i] * weight(each) : 0), 0);
  }

  function weight({ sort, spots: { length: times } }) {
    return (times * (K + 1)) / (times + K * (1 - B + (B * seek.length(sort)) / USUAL));
  }
})();
