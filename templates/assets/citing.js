/* The dialog with the address of a place and its citations, filled in from the patterns that the
   page of citations is made from, too. They come as a script of data, which says so by an event. */
(() => {
  const all = document.querySelector("a[data-cite]");
  const template = document.querySelector("template[data-citing]");
  const dialog = document.importNode(template.content.querySelector("dialog"), true);
  const find = (name, inside = dialog) => inside.querySelector(`[data-${name}]`);
  const row = find("style");
  let citations = null;

  row.remove();
  document.body.append(dialog);

  function show() {
    const hash = all.dataset.place;
    const place = decodeURIComponent(hash.slice(1));
    const [kind, number, print] = citations.places[place];
    const address = citations.addresses[document.documentElement.lang] + hash;
    find("permalink").textContent = address;
    find("permalink").href = hash || location.pathname;
    find("all").href = all.getAttribute("href") + hash;
    find("styles").replaceChildren(
      ...citations.patterns.map((each) => {
        const where = place && (each.labels[kind] + number).replace(/ $/, "");
        return styled(each, place, { "\ue000": where, "\ue001": address, "\ue002": print });
      }),
    );
    if (!dialog.open) dialog.showModal();
  }

  function styled(pattern, place, values) {
    const fill = (words) => words.replace(/[\ue000-\ue002]/g, (sign) => values[sign]);
    const mention = fill(place ? pattern.mention : pattern.whole);
    const said = pattern.note ? mention : fill(pattern.entry);
    const made = row.cloneNode(true);
    find("name", made).textContent = pattern.name;
    find("words", made).lang = pattern.lang;
    find("said", made).append(...said.split(/[\ue010\ue011]/).map(italic));
    find("own", made).textContent = fill(pattern.own);
    find("mention", made).textContent = pattern.note ? "" : mention;
    return made;
  }

  const italic = (words, odd) =>
    odd % 2 ? Object.assign(document.createElement("cite"), { textContent: words }) : words;

  document.addEventListener("citations", (event) => show((citations = event.detail)));
  document.addEventListener("cite", () => citations && show());
})();
