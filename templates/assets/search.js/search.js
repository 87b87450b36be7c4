/* The page of the search: reads what is asked for from its address, and answers; anew when a
   filter changes. It begins to look before the page is there to show what is found. */
(() => {
  const asked = new URLSearchParams(location.search);
  const ready = new Promise((resolve) => {
    const come = () => resolve(document.querySelector("form[data-search]"));
    if (document.readyState !== "loading") come();
    else document.addEventListener("readystatechange", come, { once: true });
  });
  let standing = null; // the answer that is shown, or looked for

  queueMicrotask(async () => {
    answer(asked);
    const form = await ready;
    if (!form) return;
    const query = form.elements.q;
    fill(form, asked);
    if (!asked.get("q")?.trim()) query.focus();
    form.addEventListener("change", ({ target }) => {
      if (target === query || !query.value.trim()) return;
      const now = new URLSearchParams(new FormData(form));
      try {
        history.pushState(null, "", `?${now}`);
      } catch {} // an old browser, and a file
      answer(now);
    });
    addEventListener("popstate", () => {
      const before = new URLSearchParams(location.search);
      fill(form, before);
      answer(before);
    });
    document.querySelector("[data-more]").addEventListener("click", () => show(standing));
  });

  function fill(form, asked) {
    for (const each of form.elements) if (each.name) each.value = asked.get(each.name) ?? "";
  }

  async function answer(asked) {
    const text = (asked.get("q") ?? "").trim();
    if (!text) return;
    const coming = found(text, asked);
    standing = coming;
    coming.catch(() => {}); // it is told below
    if (await ready) show(coming);
  }

  async function show(coming) {
    seek.tell(seek.said("looking"));
    try {
      const answered = await coming;
      await seek.show(answered, () => coming === standing);
    } catch {
      if (coming === standing) seek.tell(seek.said("failed"));
    }
  }

  async function found(text, asked) {
    const langs = asked.get("language") ? [asked.get("language")] : null;
    const kind = asked.get("kind") ?? "";
    const [query, pieces] = await Promise.all([
      seek.query(text, langs),
      piecesOf(asked.get("letter")),
    ]);
    return seek.answer(query, { kind, pieces });
  }

  /* The pieces of the index that hold a letter. */
  async function piecesOf(letter) {
    if (!letter) return null;
    const { places } = await seek.stem(`:=${letter.trim().toLowerCase()}`, false);
    const pieces = new Set();
    seek.places(Object.values(places).join(""), (key) => pieces.add(seek.piece(key)));
    return pieces;
  }
})();
