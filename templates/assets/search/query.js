/* What is asked for: words, and phrases in quotation marks; each word with the stems that it may
   have, and the forms of these. */
(() => {
  const PHRASE = /["“”„«»]([^"“”„«»]+)["“”„«»]?|([^\s"“”„«»]+)/g;

  /* The groups of a query, all of which must be met, and the words that occur nowhere. */
  seek.query = async (text, langs) => {
    const groups = [];
    const lost = [];
    for (const [, quoted, plain] of text.matchAll(PHRASE)) {
      const group = await meant(seek.words(quoted ?? plain), quoted !== undefined, langs);
      if (!group) continue;
      lost.push(...group.words.filter((word) => !word.stems.length));
      if (group.words.every((word) => word.stems.length)) groups.push(group);
    }
    return { groups, lost };
  };

  /* Words that stand side by side; a compound is looked for as a whole first. */
  async function meant(places, exact, langs) {
    if (!places.length) return null;
    const whole = places[0].forms[1];
    if (whole && !exact) {
      const word = await known(whole, exact, langs);
      if (word.stems.length) return { words: [word], exact };
    }
    const words = places.map((place) => known(place.forms[0], exact, langs));
    return { words: await Promise.all(words), exact };
  }

  /* A word: its stems with all their forms, or only as it is written; what is near, if none. */
  async function known(form, exact, langs) {
    const here = Object.entries(await seek.forms(form)).filter(
      ([stem]) => !langs || langs.includes(stem.split(":")[0]));
    const stems = here
      .filter(([, forms]) => forms.split(" ").includes(form))
      .map(([stem]) => ({ stem: stem.replace("*", ""), isFrequent: stem.endsWith("*") }));
    const near = stems.length ? [] : seek.near(form, here.flatMap(([, forms]) => forms.split(" ")));
    return { form, exact, stems, near };
  }
})();
