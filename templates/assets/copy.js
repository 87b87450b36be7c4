/* A button copies what stands before it: the words of the elements that say so, as one line. */
(() => {
  const ended = (words) => (/[.?!]”?$/.test(words) ? words : `${words}.`);

  /* A citation ends with a full stop before the edition's own sentence follows it. */
  function words(of) {
    const [first, ...others] = [...of.querySelectorAll("[data-copied]")].map((e) => e.textContent);
    return others.length ? [ended(first), ...others].join(" ") : first;
  }

  /* Where a browser gives the clipboard to secure pages only, a selection is copied. */
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    await copy(words(button.closest("[data-copies]")));
    button.textContent = button.dataset.copy;
  });
})();
