/* What is asked for, by the fields of the form: words, a language, a kind, a letter. */
(() => {
  /* The answer to it. */
  seek.asked = async (asked) => {
    const langs = asked.get("language") ? [asked.get("language")] : null;
    const kind = asked.get("kind") ?? "";
    const [query, pieces] = await Promise.all([
      seek.query(asked.get("q").trim(), langs),
      piecesOf(asked.get("letter")),
    ]);
    return seek.answer(query, { kind, pieces, isSet: Boolean(langs || kind || pieces) });
  };

  /* The pieces of the index that hold a letter. */
  async function piecesOf(letter) {
    if (!letter) return null;
    const { places } = await seek.stem(`:=${letter.trim().toLowerCase()}`, false);
    const pieces = new Set();
    seek.places(Object.values(places).join(""), (key) => pieces.add(seek.piece(key)));
    return pieces;
  }
})();
