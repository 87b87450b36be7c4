/* What is selected from a column on is that column only: its text, without marks and numbers. */
(() => {
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const versions = sheet.querySelectorAll("[data-version]");

  document.addEventListener("selectstart", ({ target }) => {
    const within = target instanceof Element ? target : target.parentElement;
    const column = within?.closest("[data-version]")?.dataset.version;
    sheet.classList.toggle("selecting", column !== undefined);
    for (const each of versions) {
      each.classList.toggle("aside", column !== undefined && each.dataset.version !== column);
    }
  });
})();
