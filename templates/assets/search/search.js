/* The page of the search: reads what is asked for from its address, and answers. */
(() => {
  const form = document.querySelector("form[data-search]");
  const list = document.querySelector("[data-hits]");
  const status = document.querySelector("[data-status]");
  const more = document.querySelector("[data-more]");
  seek.PAGE = 10;
  const asked = new URLSearchParams(location.search);
  const text = (asked.get("q") ?? "").trim();
  let shown = 0;

  for (const each of form.elements) if (asked.has(each.name)) each.value = asked.get(each.name);
  if (text) answer().catch(() => status.replaceChildren(seek.said("failed")));
  else form.elements.q.focus();

  async function answer() {
    status.replaceChildren(seek.said("looking"));
    const langs = asked.get("language") ? [asked.get("language")] : null;
    const query = await seek.query(text, langs);
    const filter = { kind: asked.get("kind") ?? "", pieces: await piecesOf(asked.get("letter")) };
    const lost = query.lost.map((word) => seek.missed(word, query.groups.length > 0));
    if (!query.groups.length) return status.replaceChildren(...lost);
    const found = await seek.answer(query, filter);
    await show(found, query.groups);
    const tell = () =>
      status.replaceChildren(...lost.map((each) => each.cloneNode(true)), summary(found, query));
    tell();
    more.addEventListener("click", async () => {
      await found.next(shown + seek.PAGE);
      await show(found, query.groups);
      tell();
    });
  }

  /* The pieces of the index that hold a letter. */
  async function piecesOf(letter) {
    if (!letter) return null;
    const { places } = await seek.stem(`:=${letter.trim().toLowerCase()}`, false);
    const rows = seek.places(Object.values(places).join(""));
    return new Set([...rows].map(({ key }) => seek.piece(key)));
  }

  /* The next hits; more of them where some do not meet the query after all. */
  async function show(found, groups) {
    const wanted = list.children.length + seek.PAGE;
    while (list.children.length < wanted && shown < found.hits.length) {
      const next = found.hits.slice(shown, shown + wanted - list.children.length);
      const items = await Promise.all(next.map((each) => seek.shown(each, groups)));
      shown += next.length;
      list.append(...items.filter(Boolean));
      found.dropped = (found.dropped ?? 0) + items.filter((each) => !each).length;
    }
    more.hidden = shown >= found.hits.length && found.isWhole;
  }

  function summary(found, query) {
    const total = found.hits.length - (found.dropped ?? 0);
    if (!total) return seek.said(found.isWhole ? "none" : "yet");
    const words = query.groups.flatMap((group) => group.words);
    const all = words.length === 1 ? Math.max(total, found.isWhole ? 0 : words[0].total) : total;
    const name = found.isSome ? "some" : !found.isWhole ? "least" : all === 1 ? "one" : "all";
    return seek.said(name, { n: new Intl.NumberFormat(document.documentElement.lang).format(all) });
  }
})();
