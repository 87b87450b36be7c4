/* Where the words of a query occur, as far as that has been loaded. */
(() => {
  /* Loads what is known of a word's stems; `word.found` says by row and language where it stands. */
  seek.placed = async (word) => {
    word.found = new Map();
    word.ranges = new Set();
    await Promise.all(word.stems.map(async (each) => {
      Object.assign(each, await seek.stem(each.stem, each.isFrequent));
      each.count = take(word, each, each.places);
    }));
    word.isWhole = word.stems.every((each) => !each.total || each.count >= each.total);
    word.total = word.stems.reduce((sum, each) => sum + Math.max(each.total, each.count), 0);
  };

  /* Whether there may be places of a word in a piece that are not known, but kept. */
  seek.isOpen = (word, piece) => closed(word, piece).length > 0;

  function closed(word, piece) {
    return word.stems.filter((each) => each.width && !word.ranges.has(range(each, piece)));
  }

  const range = ({ stem, width }, piece) => `${stem} ${Math.floor(piece / width)}`;

  /* Loads all places of a word about a piece; false if they are known, or kept nowhere. */
  seek.widened = async (word, piece) => {
    const stems = closed(word, piece);
    await Promise.all(stems.map(async (each) => {
      word.ranges.add(range(each, piece));
      take(word, each, (await seek.range(each.stem, each.width, piece)) ?? {});
    }));
    return stems.length > 0;
  };

  /* Notes places by row and language; gives how many there were. */
  function take(word, { stem }, places) {
    const lang = stem.split(":")[0];
    let count = 0;
    for (const [form, blocks] of Object.entries(places)) {
      if (word.exact && form !== word.form) continue;
      for (const place of seek.places(blocks)) {
        note(word.found, lang, place);
        count += 1;
      }
    }
    return count;
  }

  function note(found, lang, { key, kind, length, at }) {
    if (!found.has(key)) found.set(key, { kind, langs: new Map() });
    const { langs } = found.get(key);
    if (!langs.has(lang)) langs.set(lang, { length, at: new Set() });
    langs.get(lang).at.add(at);
  }
})();
