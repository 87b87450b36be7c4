/* The page of the search: reads what is asked for from its address, and answers; anew, in the page
   that is there, when something else is asked for. It begins to look before the page is there to
   show what is found. */
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
    if (!query.value.trim()) query.focus();
    form.addEventListener("change", ({ target }) => {
      if (target !== query) ask(form);
    });
    form.addEventListener("submit", (event) => {
      if (ask(form)) event.preventDefault();
    });
    addEventListener("popstate", () => {
      const before = new URLSearchParams(location.search);
      fill(form, before);
      if (query.value.trim()) answer(before);
      else location.reload();
    });
    document.querySelector("[data-more]").addEventListener("click", () => show(standing));
  });

  /* Answers what the form asks for; whether its address has been noted. */
  function ask(form) {
    const now = new URLSearchParams(new FormData(form));
    if (!now.get("q").trim()) return false;
    answer(now);
    try {
      history.pushState(null, "", `?${now}`);
    } catch {
      return false; // an old browser, and a file
    }
    return true;
  }

  function fill(form, asked) {
    for (const each of form.elements) if (each.name) each.value = asked.get(each.name) ?? "";
  }

  async function answer(asked) {
    if (!asked.get("q")?.trim()) return;
    const coming = seek.asked(asked);
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
})();
