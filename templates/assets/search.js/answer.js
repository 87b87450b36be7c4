/* Answers a query: loads what is known of its words, and as much more as the hits need. */
(() => {
  const RANGES = 4; // so many of pieces are loaded at a time, after the first
  const WEIGHT = 2; // a range is as large as so many parts with texts

  /* The hits of a query, as far as they are known. `next` gives some that it has not given yet;
     where it knows none, it looks through more of the edition, from its first letter on, until all
     is known (`isWhole`) or no more may be loaded (`room`); `looked` is how many letters it has
     come through. */
  seek.answer = async ({ text, groups, lost }, filter) => {
    const { texts, pieces, letters, unfinished } = await seek.about;
    const words = groups.flatMap((group) => group.words);
    await Promise.all(words.map(seek.placed));
    seek.presume(groups, pieces);
    const every = filter.pieces ? [...filter.pieces] : [...Array(pieces).keys()];
    const given = new Set();
    const answer = {
      ...{ text, groups, lost, letters, next, isFiltered: filter.isSet },
      ...{ hits: [], isWhole: true, isSome: false, looked: 0 },
      ...{ shown: 0, dropped: 0, isShowing: false },
    };

    async function next(count) {
      for (;;) {
        settle();
        const fresh = answer.hits.filter((key) => !given.has(key)).slice(0, count);
        fresh.forEach((key) => given.add(key));
        if (fresh.length || answer.isWhole || answer.room <= 0) return fresh;
        answer.room -= WEIGHT * (await widen(answer.looked ? RANGES : 1));
      }
    }

    /* Words that are taken for granted need not be met here: hits show whether they are. If no
       row meets all groups, some are enough. */
    function settle() {
      if (!words.length) return;
      const telling = groups.filter((group) => !group.words.every((word) => word.isPresumed));
      const open = candidates().find((piece) => words.some((word) => seek.isOpen(word, piece)));
      answer.isWhole = open === undefined;
      answer.looked = filter.pieces ? 0 : open - unfinished.filter((piece) => piece < open).length;
      answer.hits = seek.ranked(telling, false, filter, texts);
      answer.isSome = !answer.hits.length && answer.isWhole && groups.length > 1;
      if (answer.isSome) answer.hits = seek.ranked(groups, true, filter, texts);
    }

    /* Loads some ranges of pieces, in which there may be hits. */
    async function widen(count) {
      const loading = [];
      for (const piece of candidates()) {
        if (loading.length >= count) break;
        loading.push(...words.flatMap((word) => seek.widened(word, piece)));
      }
      await Promise.all(loading);
      return loading.length;
    }

    /* Pieces where there may be hits, in order. */
    function candidates() {
      const rows = seek.shared(words);
      const found = rows && new Set(rows.map(seek.piece));
      return found ? every.filter((piece) => found.has(piece)) : every;
    }

    return answer;
  };
})();
