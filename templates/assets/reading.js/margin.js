/* The note in the margin lights while one points at its mark, or its mark has the focus. */
(() => {
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  let lit = [];

  function light({ target }) {
    const mark = target.closest?.(".mark a")?.getAttribute("href");
    lit.forEach((each) => each.classList.remove("lit"));
    lit = mark ? sheet.querySelectorAll(`.slot:has(> .n[href="${mark}"])`) : [];
    lit.forEach((each) => each.classList.add("lit"));
  }

  document.addEventListener("pointerover", light);
  document.addEventListener("focusin", light);
})();
