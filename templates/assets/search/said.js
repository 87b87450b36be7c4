/* What the page of the search says: pieces that wait in its templates, with words in their slots. */
(() => {
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
    const links = near.flatMap((other, i) => (i ? [", ", link(other)] : [link(other)]));
    if (links.length) piece.append(seek.said("near", { near: links }));
    return piece;
  };

  function link(word) {
    const element = document.createElement("a");
    element.href = `?${new URLSearchParams({ q: word })}`;
    element.textContent = word;
    return element;
  }
})();
