/* What the page of the search says: pieces that wait in its templates, with words in their slots. */
(() => {
  const NUMBERED = /^(ps?|[ilc])(\d+[a-z]?)(?:-s(\d+[a-z]?))?$/; // as in edition/views/rows.py

  seek.said = (name, words = {}) => {
    const piece = document.querySelector(`template[data-said="${name}"]`).content.cloneNode(true);
    for (const [slot, value] of Object.entries(words)) {
      piece.querySelector(`[data-slot="${slot}"]`)?.replaceChildren(...[value].flat());
    }
    return piece;
  };

  /* What is said of a word that occurs nowhere: that others of its stem were found, that it was
     left out of the search, or nothing but that; with what is near, if it helped nothing. */
  seek.missed = ({ form: word, stems, near }, isAnswered) => {
    if (stems.length) return seek.said("form", { word });
    const piece = seek.said(isAnswered ? "left" : "missed", { word });
    const links = near().flatMap((other, i) => (i ? [", ", link(other)] : [link(other)]));
    if (links.length) piece.append(seek.said("near", { near: links }));
    return piece;
  };

  function link(word) {
    const element = document.createElement("a");
    element.href = `?${new URLSearchParams({ q: word })}`;
    element.textContent = word;
    return element;
  }

  /* A place as its page shows it: 7.2 of p7-s2, ≠ 87 of shift-87. */
  seek.place = (anchor) => {
    const [, kind, ...numbers] = NUMBERED.exec(anchor) ?? [];
    if (!kind) return anchor.replace(/^shift-/, "\u2260\u00a0");
    return (kind === "ps" ? "PS " : "") + numbers.filter(Boolean).join(".");
  };
})();
