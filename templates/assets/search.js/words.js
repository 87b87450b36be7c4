/* Cuts and folds what is typed, and what is shown, by the rules by which the index was made
   (edition/search/words.py). */
(() => {
  const MARKS = "\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2" +
    "\\u0610-\\u061a\\u064b-\\u065f\\u0670";
  const ALONE = "\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  const APOSTROPHES = "'’ʼ‘`";
  const HYPHENS = "‐‑-";
  const LETTER = `(?:(?![_${ALONE}])[\\p{L}\\p{N}]|[${MARKS}])`;
  const SIGN = "(?!\\p{Nd})[\\p{L}\\p{N}]";
  const PART = `(?:(?:${SIGN}\\.){2,}${SIGN}(?![\\p{L}\\p{N}])|${LETTER}+)`; // U.R.S.S, or a word
  const CHUNK = new RegExp(`[${ALONE}]|${PART}(?:[${APOSTROPHES}${HYPHENS}]${PART})*`, "gu");
  const NUMBER = /(?<![\p{L}\p{N}_])\p{Nd}{1,3}(?:[ \u00a0\u202f,]\p{Nd}{3})+(?![\p{L}\p{N}_])/gu;
  const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, "u");
  const HYPHEN = new RegExp(`[${HYPHENS}]`, "u");
  const ELIDED = new Set(("l d qu j n s c m t jusqu lorsqu puisqu quoiqu presqu quelqu entr " +
    "dell nell sull all dall un gl quest quell").split(" "));
  const SPELT = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th" };
  const NEAR = { c: "k", q: "k", z: "s", x: "s", w: "v", j: "i" };

  seek.folded = (word) =>
    word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
      .replace(/[œæßøłđðþ]/g, (sign) => SPELT[sign]);

  /* A text in which numbers in groups are compounds: 12-500 of 12 500 and 12,500. */
  seek.joined = (text) =>
    text.replace(NUMBER, (number) => number.replace(/\P{Nd}/gu, "-"));

  /* The words of a text, place by place: the forms that may be searched there, where they stand.
     The first part of a compound has the whole as its second form, which ends at `whole`. */
  seek.words = (text) =>
    [...seek.joined(text).matchAll(CHUNK)].flatMap((match) => {
      let at = match.index;
      const parts = match[0].split(HYPHEN).map((part) => {
        const word = unelided(part, at);
        at += part.length + 1;
        return word;
      });
      if (parts.length > 1) {
        parts[0].forms.push(parts.map((each) => each.forms[0]).join(""));
        parts[0].whole = parts.at(-1).end;
      }
      return parts;
    });

  function unelided(part, at) {
    const pieces = part.split(APOSTROPHE);
    let start = at;
    while (pieces.length > 1 && ELIDED.has(pieces[0].toLowerCase())) {
      start += pieces.shift().length + 1;
    }
    let end = at + part.length;
    if (pieces.length > 1 && pieces.at(-1).toLowerCase() === "s") end -= pieces.pop().length + 1;
    return { forms: [seek.folded(pieces.join("").replaceAll(".", ""))], start, end };
  }

  /* What stays of a word that was heard rather than read. */
  seek.skeleton = (form) => {
    if (/[^\0-\x7f]/.test(form)) return form;
    const near = form.replace(/[cqzxwj]/g, (sign) => NEAR[sign]);
    const rest = near.replaceAll("ph", "f").replaceAll("h", "");
    const heard = rest.slice(0, 1) + rest.slice(1).replace(/[aeiouy]/g, "");
    return heard.replace(/(.)\1+/gs, "$1");
  };
})();
