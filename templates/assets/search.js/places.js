/* Where the words of a query occur, as far as that has been loaded. */
(() => {
  const FEW = 2; // rows in a range of pieces: it is cheaper to look into their texts
  const OFTEN = 32; // times as often as the rarest word of a phrase

  /* Loads what is known of a word's stems; `word.found` says by language and row where it
     stands. */
  seek.placed = async (word) => {
    word.found = new Map();
    await Promise.all(word.stems.map(async (each) => {
      const known = await seek.stem(each.stem, each.isFrequent);
      Object.assign(each, known, { count: 0, forms: new Set(), ranges: new Set() });
      take(word, each, each.places);
    }));
    word.isWhole = word.stems.every((each) => !each.width);
    word.total = word.stems.reduce((sum, each) => sum + (each.total || each.count), 0);
  };

  /* Which words are presumed to stand where the others do: those of which a range would tell
     little, and those that stand nearly everywhere. */
  seek.presume = (groups, pieces) => {
    const rows = seek.shared(groups.flatMap((group) => group.words));
    for (const { words } of groups) {
      const least = Math.min(...words.map((word) => word.total));
      for (const word of words) {
        const width = Math.max(...word.stems.map((each) => each.width));
        const isFew = rows !== null && (rows.length * width) / pieces < FEW;
        word.isPresumed = !word.isWhole && (isFew || word.total > OFTEN * least);
      }
    }
  };

  /* The rows where all words stand whose places are all known; `null` if there is no such word. */
  seek.shared = (words) => {
    const [first, ...others] = words.filter((word) => word.isWhole)
      .map(({ found }) => new Set([...found.values()].flatMap((rows) => [...rows.keys()])))
      .sort((one, two) => one.size - two.size);
    return first ? [...first].filter((key) => others.every((each) => each.has(key))) : null;
  };

  /* Whether there are places of a word in a piece that are not known. */
  seek.isOpen = (word, piece) => closed(word, piece).length > 0;

  function closed(word, piece) {
    if (word.isWhole || word.isPresumed) return [];
    return word.stems.filter(({ width, ranges }) => width && !ranges.has(Math.floor(piece / width)));
  }

  /* Loads all places of a word about a piece: promises of what is loaded. */
  seek.widened = (word, piece) =>
    closed(word, piece).map(async (each) => {
      const range = Math.floor(piece / each.width);
      each.ranges.add(range);
      take(word, each, (await seek.range(each.stem, range)) ?? {});
    });

  /* Notes places by language and row. */
  function take(word, each, places) {
    const lang = each.stem.split(":")[0];
    if (!word.found.has(lang)) word.found.set(lang, new Map());
    const rows = word.found.get(lang);
    for (const [form, blocks] of Object.entries(places)) {
      if (word.exact && form !== word.form) continue;
      each.forms.add(form);
      seek.places(blocks, (key, sort, spot) => {
        const row = rows.get(key);
        if (!row) rows.set(key, { sort, spots: [spot] });
        else if (!row.spots.includes(spot)) row.spots.push(spot);
        each.count += 1;
      });
    }
  }
})();
