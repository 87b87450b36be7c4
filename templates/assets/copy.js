/* A button copies what stands before it: the words of the elements that say so, as one line; one
   that stands behind several such lines copies them all. */
(() => {
  /* What has a full stop to end with has it before the edition's own sentence follows. */
  const words = ({ textContent: said, dataset }) =>
    dataset.copied && !/[.?!]”?$/.test(said) ? said + dataset.copied : said;
  const line = (of) => [...of.querySelectorAll("[data-copied]")].map(words).filter(Boolean).join(" ");

  function lines(of) {
    const within = [...of.querySelectorAll("[data-copies]")];
    return within.length ? within.map(line).join("\n") : line(of);
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
    await copy(lines(button.closest("[data-copies]")));
    button.textContent = button.dataset.copy;
  });
})();
