/* Reads places: blocks of signs, as the build has packed them (edition/search/index.py). */
(() => {
  const SIGNS = [...Array(95).keys()].map((code) => String.fromCharCode(code + 32))
    .filter((sign) => !'"\\<'.includes(sign));
  const BASE = SIGNS.length;
  const LENGTHS = [1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 29, 36, 45, 56, 70, 90, 120];
  const KINDS = ["text", "note", "shift", "entry", "letter"];
  const ROWS = BASE ** 2;
  const VALUES = new Uint8Array(128);
  SIGNS.forEach((sign, value) => (VALUES[sign.charCodeAt()] = value));
  seek.FAR = BASE - 1; // words so far on in a text are not told apart

  /* A row of a piece is one number, in the order of the edition. */
  seek.piece = (key) => Math.floor(key / ROWS);
  seek.row = (key) => key % ROWS;

  /* What the text is in which a place is, of the sort that is noted of it. */
  seek.kind = (sort) => KINDS[sort % KINDS.length];
  seek.length = (sort) => LENGTHS[Math.floor(sort / KINDS.length)];

  /* Hands out the places in some blocks: row, sort of the text there, number of the word. */
  seek.places = (blocks, take) => {
    const value = (at) => VALUES[blocks.charCodeAt(at)];
    for (let at = 0; at < blocks.length; ) {
      const first = ((value(at) * BASE + value(at + 1)) * BASE + value(at + 2)) * ROWS;
      const end = at + 4 + 4 * value(at + 3);
      for (at += 4; at < end; at += 4) {
        take(first + value(at) * BASE + value(at + 1), value(at + 2), value(at + 3));
      }
    }
  };
})();
