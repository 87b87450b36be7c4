/* Answers a query: loads what is known of its words, and as much more as the hits need. */
(() => {
  const LOADS = 6; // so many ranges of pieces are loaded at a time

  /* The hits of a query; `next` makes sure that so many are known, if there are as many. */
  seek.answer = async (query, filter) => {
    const { texts, pieces: count } = await seek.about();
    const words = query.groups.flatMap((group) => group.words);
    await Promise.all(words.map(seek.placed));
    const isAlone = words.length === 1 && !filter.pieces;
    const answer = { hits: [], isWhole: words.every((word) => word.isWhole), isSome: false, next };

    async function next(wanted) {
      settle();
      for (let loads = 0; loads < LOADS && !isAlone && answer.hits.length < wanted; ) {
        const piece = open(words, filter, count);
        if (piece === undefined) {
          answer.isWhole = !words.some(seek.isWild);
          settle();
          break;
        }
        const widened = await Promise.all(words.map((word) => seek.widened(word, piece)));
        loads += widened.filter(Boolean).length;
        settle();
      }
      return answer;
    }

    /* All groups must be met but words that stand nearly everywhere; if no row meets all of them,
       some are enough. */
    function settle() {
      const telling = query.groups.filter((group) => !group.words.every(seek.isWild));
      const groups = telling.length ? telling : query.groups;
      answer.hits = seek.ranked(groups, (scores) => scores.every(Boolean), filter, texts);
      answer.isSome = !answer.hits.length && answer.isWhole && groups.length > 1;
      if (!answer.isSome) return;
      answer.hits = seek.ranked(groups, (scores) => scores.some(Boolean), filter, texts);
      answer.isSome = answer.hits.length > 0;
    }
    return next(seek.PAGE);
  };

  /* A piece where there may be a hit, but not all places are known. */
  function open(words, filter, count) {
    const partial = words.filter((word) => !word.isWhole);
    const isOpen = (piece) => partial.some((word) => seek.isOpen(word, piece));
    const whole = words.filter((word) => word.isWhole);
    if (filter.pieces) return [...filter.pieces].find(isOpen);
    if (!whole.length) return [...Array(count).keys()].find(isOpen);
    const least = whole.reduce((one, two) => (one.found.size <= two.found.size ? one : two));
    const isMet = (key) => whole.every((word) => word.found.has(key));
    const rows = [...least.found.keys()].filter(isMet);
    return rows.map(seek.piece).sort((one, two) => one - two).find(isOpen);
  }
})();
