/* Where the words of a query occur: blocks of signs become places (edition/search/piece.py). */
(() => {
  const SIGNS = [...Array(95).keys()].map((code) => String.fromCharCode(code + 32))
    .filter((sign) => !'"\\<'.includes(sign)).join("");
  const VALUE = Object.fromEntries([...SIGNS].map((sign, value) => [sign, value]));
  const BASE = SIGNS.length;
  const LENGTHS = [1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 29, 36, 45, 56, 70, 90, 120];
  const KINDS = ["text", "note", "shift", "entry", "letter"];
  const ROWS = BASE ** 2;
  seek.FAR = BASE - 1; // words so far on in a text are not told apart

  seek.key = (piece, row) => piece * ROWS + row;
  seek.piece = (key) => Math.floor(key / ROWS);
  seek.row = (key) => key % ROWS;

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

  /* The numbers of the pieces that have places in blocks. */
  seek.pieces = (blocks) => {
    const found = new Set();
    for (let at = 0; at < blocks.length; at += 4 + 4 * VALUE[blocks[at + 3]]) {
      found.add(number(blocks, at, 3));
    }
    return found;
  };

  /* Notes places by row; gives how many there were. */
  function take(word, { stem }, places) {
    const lang = stem.split(":")[0];
    let count = 0;
    for (const [form, blocks] of Object.entries(places)) {
      if (word.exact && form !== word.form) continue;
      for (let at = 0; at < blocks.length; ) {
        const piece = number(blocks, at, 3);
        const end = at + 4 + 4 * VALUE[blocks[at + 3]];
        for (at += 4; at < end; at += 4) {
          note(word.found, lang, piece, blocks, at);
          count += 1;
        }
      }
    }
    return count;
  }

  function note(found, lang, piece, blocks, at) {
    const key = seek.key(piece, number(blocks, at, 2));
    const sort = VALUE[blocks[at + 2]];
    if (!found.has(key)) found.set(key, { kind: KINDS[sort % KINDS.length], langs: new Map() });
    const { langs } = found.get(key);
    const length = LENGTHS[Math.floor(sort / KINDS.length)];
    if (!langs.has(lang)) langs.set(lang, { length, at: new Set() });
    langs.get(lang).at.add(VALUE[blocks[at + 3]]);
  }

  function number(signs, at, size) {
    let value = 0;
    for (let i = at; i < at + size; i += 1) value = value * BASE + VALUE[signs[i]];
    return value;
  }
})();
