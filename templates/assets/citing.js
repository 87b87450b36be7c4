/* The dialog with the address of a place, its citations and its quotations, filled in from what the
   page of citations is made from, too. They come as a script of data, which says so by an event. */
(() => {
  const all = document.querySelector("a[data-cite]");
  const template = document.querySelector("template[data-citing]");
  const { lang } = document.documentElement;
  let citations = null;

  function show() {
    const hash = all.dataset.place;
    const place = decodeURIComponent(hash.slice(1));
    const [kind, number, print, names, texts] = citations.places[place];
    const dialog = document.importNode(template.content.querySelector("dialog"), true);
    const find = (name) => dialog.querySelector(`[data-${name}]`);
    const row = find("style");
    const address = citations.addresses[lang];
    const references = citations.references[lang];
    find("place").textContent = names[lang];
    find("permalink").textContent = address + hash;
    find("permalink").href = hash || location.pathname;
    find("all").href = all.getAttribute("href") + hash;
    row.replaceWith(
      ...citations.patterns.map((each) => {
        const where = place && (each.labels[kind] + number).replace(/ $/, "");
        return styled(row, each, place, filling(where, address + hash, print));
      }),
    );
    find("quoted").append(
      ...texts.map(([id, print, of, words, corrected]) =>
        quoted(row, of, words, filling("", `${address}#${id}`, print)(references[corrected]))),
    );
    find("quotations").hidden = !texts.length;
    find("every").hidden = texts.length < 2;
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function filling(where, address, print) {
    const values = { "\ue000": where, "\ue001": address, "\ue002": print };
    return (words) => words.replace(/[\ue000-\ue002]/g, (sign) => values[sign]);
  }

  function styled(row, pattern, place, fill) {
    const mention = fill(place ? pattern.mention : pattern.whole);
    const said = pattern.note ? mention : fill(pattern.entry);
    return filled(row, pattern.lang, pattern.name, said, fill(pattern.own), pattern.note ? "" : mention);
  }

  /* A quotation is copied as it stands. */
  function quoted(row, of, words, own) {
    const made = filled(row, of, citations.languages[of][lang], words, own, "");
    made.querySelector("[data-said]").dataset.copied = "";
    return made;
  }

  function filled(row, of, name, said, own, mention) {
    const made = row.cloneNode(true);
    const find = (name) => made.querySelector(`[data-${name}]`);
    find("name").textContent = name;
    find("words").lang = of;
    find("said").append(...said.split(/[\ue010\ue011]/).map(italic));
    find("own").textContent = own;
    if (mention) find("mention").textContent = mention;
    else find("mention").parentElement.remove();
    return made;
  }

  const italic = (words, odd) =>
    odd % 2 ? Object.assign(document.createElement("cite"), { textContent: words }) : words;

  document.addEventListener("citations", (event) => show((citations = event.detail)));
  document.addEventListener("cite", () => citations && show());
})();
