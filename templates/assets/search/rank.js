/* The rows that meet groups of words, best first: BM25 over the texts of the edition, a row
   counting as its best language; equally good ones in the order of the edition. */
(() => {
  const K = 1.2; // how soon a word said again adds nothing
  const B = 0.75; // how much the length of a text counts
  const USUAL = 20; // words of a text that counts as neither long nor short
  const TEXT = 2; // how much more the text of a letter counts than what is said of it

  /* Rows in which enough of the groups are met, as `suffice` says. */
  seek.ranked = (groups, suffice, filter, texts) => {
    const rows = groups.map((group) => rowsOf(group, texts));
    const keys = [...new Set(rows.flatMap((each) => [...each.keys()]))];
    return keys
      .map((key) => ({ key, scores: rows.map((each) => each.get(key)) }))
      .filter(({ key, scores }) => suffice(scores) && passes(key, groups, filter))
      .map(({ key, scores }) => ({ key, score: sum(scores.map((each) => each ?? 0)) }))
      .sort((one, two) => two.score - one.score || one.key - two.key);
  };

  const sum = (scores) => scores.reduce((all, each) => all + each, 0);

  function passes(key, groups, { kind, pieces }) {
    if (pieces && !pieces.has(seek.piece(key))) return false;
    if (!kind) return true;
    const word = groups.flatMap((group) => group.words).find((each) => each.found.has(key));
    return word.found.get(key).kind === kind;
  }

  /* Words that stand nearly everywhere: only the best places of them are kept. */
  seek.isWild = (word) => !word.isWhole && !word.stems.some((each) => each.width);

  /* The rows that meet a group, with what they score. */
  function rowsOf({ words }, texts) {
    const rows = new Map();
    const known = words.filter((word) => !seek.isWild(word));
    const sure = known.length ? known : words;
    const least = sure.reduce((one, two) => (one.found.size <= two.found.size ? one : two));
    for (const [key, { kind, langs }] of least.found) {
      let best = 0;
      for (const lang of langs.keys()) {
        if (areSideBySide(words, key, lang)) {
          best = Math.max(best, sum(sure.map((word) => score(word, key, lang, texts))));
        }
      }
      if (best) rows.set(key, kind === "text" ? best * TEXT : best);
    }
    return rows;
  }

  /* Whether words stand one after the other, as far as that is known. */
  function areSideBySide(words, key, lang) {
    const places = words.map((word) => word.found.get(key)?.langs.get(lang)?.at);
    if (words.some((word, i) => !places[i] && !seek.isWild(word))) return false;
    const first = places.findIndex(Boolean);
    return [...places[first]].some((at) =>
      places.every((each, i) =>
        !each || seek.isWild(words[i]) || each.has(Math.min(at + i - first, seek.FAR))));
  }

  function score(word, key, lang, texts) {
    const here = word.found.get(key)?.langs.get(lang);
    if (!here) return 0;
    const often = Math.min(word.total, texts);
    const rare = Math.log(1 + (texts - often + 0.5) / (often + 0.5));
    const times = here.at.size;
    return (rare * times * (K + 1)) / (times + K * (1 - B + (B * here.length) / USUAL));
  }
})();
