/* French spacing where the edition asks for it, as on its pages (edition/views/spacing.py): shown,
   while the characters stay as they are. */
(() => {
  const MARKS = "(?<![;:!?(\\[])[;:!?]+(?![\\p{L}\\p{N}_/])|»";
  const HIGH = new RegExp(
    `(?<!\\s)(?: (?:${MARKS})|(?<before>${MARKS}))|« (?:\\S|$)|(?<after>«(?=\\S|$))`, "gu");

  /* The parts of a text in a language. */
  seek.spaced = (text, lang) => {
    const isWanted = document.querySelector("[data-spacing]") && /^fr\b/.test(lang);
    const parts = [];
    let end = 0;
    for (const { 0: words, index, groups } of isWanted ? text.matchAll(HIGH) : []) {
      const thin = document.createElement("span");
      thin.classList.add("thin", ...["before", "after"].filter((place) => groups[place]));
      thin.classList.toggle("held", words.startsWith(" "));
      thin.classList.toggle("holding", words.endsWith(" "));
      thin.textContent = words;
      parts.push(text.slice(end, index), thin);
      end = index + words.length;
    }
    return [...parts, text.slice(end)];
  };
})();
