/* Reads places: blocks of signs, as the build has packed them (edition/search/index.py). */
(() => {
  const SIGNS = [...Array(95).keys()].map((code) => String.fromCharCode(code + 32))
    .filter((sign) => !'"\\<'.includes(sign)).join("");
  const VALUE = Object.fromEntries([...SIGNS].map((sign, value) => [sign, value]));
  const BASE = SIGNS.length;
  const LENGTHS = [1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 29, 36, 45, 56, 70, 90, 120];
  const KINDS = ["text", "note", "shift", "entry", "letter"];
  const ROWS = BASE ** 2;
  seek.FAR = BASE - 1; // words so far on in a text are not told apart

  /* A row of a piece as one number, in the order of the edition. */
  seek.key = (piece, row) => piece * ROWS + row;
  seek.piece = (key) => Math.floor(key / ROWS);
  seek.row = (key) => key % ROWS;

  /* The places in some blocks: row, kind, length of the text there, number of the word. */
  seek.places = function* (blocks) {
    for (let at = 0; at < blocks.length; ) {
      const piece = number(blocks, at, 3);
      const end = at + 4 + 4 * VALUE[blocks[at + 3]];
      for (at += 4; at < end; at += 4) {
        const sort = VALUE[blocks[at + 2]];
        yield {
          key: seek.key(piece, number(blocks, at, 2)),
          kind: KINDS[sort % KINDS.length],
          length: LENGTHS[Math.floor(sort / KINDS.length)],
          at: VALUE[blocks[at + 3]],
        };
      }
    }
  };

  function number(signs, at, size) {
    let value = 0;
    for (let i = at; i < at + size; i += 1) value = value * BASE + VALUE[signs[i]];
    return value;
  }
})();
