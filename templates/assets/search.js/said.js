/* What the page of the search says: pieces that wait in its templates, with words in their slots. */
(() => {
  const NUMBERED = /^(ps?|[ilc])(\d+[a-z]?)(?:-s(\d+[a-z]?))?$/; // as in edition/views/rows.py
  const NAMED =
    /^(?:.*-)?(dateline|salute|address|closer|signed|note|ed|shift)(?:-(\d+[a-z]?))?(?:-s|$)/;

  seek.said = (name, words = {}) => {
    const piece = document.querySelector(`template[data-said="${name}"]`).content.cloneNode(true);
    for (const [slot, value] of Object.entries(words)) {
      piece.querySelector(`[data-slot="${slot}"]`)?.replaceChildren(...[value].flat());
    }
    return piece;
  };

  /* What is said of a word that does not occur, or only in a language that is not chosen: that
     others of its stem were found, that it was left out of the search, or nothing but that; with
     what is near, if it helped nothing. */
  seek.missed = (word, isAnswered) => {
    if (word.stems.length) return seek.said("form", { word: word.form });
    const name = `${isAnswered ? "left" : "missed"}${word.isElsewhere ? "-here" : ""}`;
    return nearby(seek.said(name, { word: word.form }), word);
  };

  /* What is said where the filters leave nothing. */
  seek.excluded = (text, words) => {
    const piece = onward("excluded", new URLSearchParams({ q: text }));
    return words.length === 1 ? nearby(piece, words[0]) : piece;
  };

  /* What is said where the words of a phrase do not follow each other. */
  seek.apart = (text) => {
    const asked = new URLSearchParams(location.search);
    asked.set("q", text.replace(seek.QUOTES, " ").trim());
    return onward("apart", asked);
  };

  function onward(name, asked) {
    const piece = seek.said(name);
    piece.querySelector("a").href = `?${asked}`;
    return piece;
  }

  function nearby(piece, { near }) {
    const links = near().flatMap((other, i) => (i ? [", ", link(other)] : [link(other)]));
    if (links.length) piece.append(seek.said("near", { near: links }));
    return piece;
  }

  function link(word) {
    const element = document.createElement("a");
    element.href = `?${new URLSearchParams({ q: word })}`;
    element.textContent = word;
    return element;
  }

  /* A place as its page shows it, 7.2 of p7-s2, ≠ 87 of shift-87, or in words. */
  seek.place = (anchor) => {
    const [, kind, ...numbers] = NUMBERED.exec(anchor) ?? [];
    if (kind) return (kind === "ps" ? "PS " : "") + numbers.filter(Boolean).join(".");
    const [, name, n] = NAMED.exec(anchor) ?? [];
    return name ? seek.said(`place-${name}`, { n }) : anchor;
  };
})();
