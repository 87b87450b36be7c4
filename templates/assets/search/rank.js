/* The rows that meet a query, best first: BM25 over the texts of the edition, a row counting as
   its best language; equally good ones in the order of the edition. */
(() => {
  const K = 1.2; // how soon a word said again adds nothing
  const B = 0.75; // how much the length of a text counts
  const USUAL = 20; // words of a text that counts as neither long nor short
  const TEXT = 2; // how much more the text of a letter counts than what is said of it
  const LOADS = 6; // so many ranges are loaded for one query

  /* A query being answered; `next` makes sure that so many hits are known, if there are as many. */
  seek.answer = async (query, filter) => {
    const { texts } = await seek.about();
    const words = query.groups.flatMap((group) => group.words);
    await Promise.all(words.map(seek.placed));
    const isAlone = words.length === 1 && !filter.pieces;
    const answer = { hits: [], isWhole: words.every((word) => word.isWhole), next };
    let widened = -1;

    async function next(wanted) {
      settle();
      for (let load = 0; load < LOADS && !isAlone && answer.hits.length < wanted; ) {
        const piece = open();
        if (piece === undefined) break;
        load += (await Promise.all(words.map((word) => seek.widened(word, piece)))).filter(Boolean).length;
        widened = Math.max(widened, piece);
        settle();
      }
      return answer;
    }

    /* A piece of which not all places are known, but where there may be a hit. */
    function open() {
      const partial = words.filter((word) => !word.isWhole && word.stems.some((each) => each.width));
      const isOpen = (piece) => partial.some((word) => word.stems.some((each) =>
        each.width && !word.ranges.has(`${each.stem} ${Math.floor(piece / each.width)}`)));
      if (filter.pieces) return [...filter.pieces].find(isOpen);
      const whole = query.groups.filter((group) => group.words.some((word) => word.isWhole));
      if (whole.length) {
        const known = words.filter((word) => word.isWhole);
        const least = known.reduce((one, two) => (one.found.size <= two.found.size ? one : two));
        const rows = [...least.found.keys()].filter((key) => known.every((word) => word.found.has(key)));
        answer.isWhole = !words.some((word) => isWild(word)) && !rows.some((key) => isOpen(seek.piece(key)));
        return rows.map(seek.piece).sort((one, two) => one - two).find(isOpen);
      }
      for (let piece = 0; piece < filter.count; piece += 1) if (isOpen(piece)) return piece;
      return undefined;
    }

    function settle() {
      const required = query.groups.filter((group) => !group.words.every(isWild));
      const all = met(required.length ? required : query.groups, (rows) => rows.every(Boolean));
      answer.hits = all;
      answer.isSome = false;
      if (all.length || query.groups.length < 2 || !answer.isWhole) return;
      answer.hits = met(query.groups, (rows) => rows.some(Boolean));
      answer.isSome = answer.hits.length > 0;
    }

    function met(groups, suffice) {
      const rows = groups.map((group) => rowsOf(group, texts));
      const keys = new Set(rows.flatMap((each) => [...each.keys()]));
      return [...keys]
        .map((key) => ({ key, scores: rows.map((each) => each.get(key)) }))
        .filter(({ key, scores }) => suffice(scores) && passes(key, groups, filter))
        .map(({ key, scores }) => ({ key, score: scores.reduce((sum, each) => sum + (each ?? 0), 0) }))
        .sort((one, two) => two.score - one.score || one.key - two.key);
    }
    return next(seek.PAGE);
  };

  function passes(key, groups, { kind, pieces }) {
    if (pieces && !pieces.has(seek.piece(key))) return false;
    if (!kind) return true;
    const word = groups.flatMap((group) => group.words).find((each) => each.found.has(key));
    return word.found.get(key).kind === kind;
  }

  /* Words that stand nearly everywhere: only the best places of them are kept. */
  const isWild = (word) => !word.isWhole && !word.stems.some((each) => each.width);

  /* The rows that meet a group, with what they score. */
  function rowsOf({ words }, texts) {
    const rows = new Map();
    const known = words.filter((word) => !isWild(word));
    const sure = known.length ? known : words;
    const least = sure.reduce((one, two) => (one.found.size <= two.found.size ? one : two));
    for (const [key, { kind, langs }] of least.found) {
      let best = 0;
      for (const lang of langs.keys()) {
        if (sideBySide(words, key, lang)) {
          best = Math.max(best, sure.reduce((sum, word) => sum + score(word, key, lang, texts), 0));
        }
      }
      if (best) rows.set(key, kind === "text" ? best * TEXT : best);
    }
    return rows;
  }

  /* Whether words stand one after the other, as far as that is known. */
  function sideBySide(words, key, lang) {
    const places = words.map((word) => word.found.get(key)?.langs.get(lang)?.at);
    if (words.some((word, i) => !places[i] && !isWild(word))) return false;
    const first = places.findIndex(Boolean);
    return [...places[first]].some((at) =>
      places.every((each, i) => !each || isWild(words[i]) ||
        each.has(Math.min(at + i - first, seek.FAR))));
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
