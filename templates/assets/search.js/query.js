/* What is asked for: words, and phrases in quotation marks; each word with the stems that it may
   have, and the forms of these. */
(() => {
  const PHRASE = /["“”„«»]([^"“”„«»]+)["“”„«»]?|([^\s"“”„«»]+)/g;
  const ENDING = 4; // so many letters may follow a stem, which has more

  /* The groups of a query, all of which must be met, and the words that occur nowhere. */
  seek.query = async (text, langs) => {
    const groups = [];
    const lost = [];
    for (const [, quoted, plain] of text.matchAll(PHRASE)) {
      const group = await meant(seek.words(quoted ?? plain), quoted !== undefined, langs);
      if (!group) continue;
      lost.push(...group.words.filter((word) => word.isLost));
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

  /* A word: its stems with all their forms, or only as it is written. A form that does not occur
     may have a stem that does; what is near to it is told besides. */
  async function known(form, exact, langs) {
    const here = Object.entries(await seek.forms(form)).filter(
      ([stem]) => !langs || langs.includes(stem.split(":")[0]));
    const own = here.filter(([, forms]) => forms.split(" ").includes(form));
    const stems = (own.length || exact ? own : kin(form, here)).map(
      ([stem]) => ({ stem: stem.replace("*", ""), isFrequent: stem.endsWith("*") }));
    const near = () => seek.near(form, here.flatMap(([, forms]) => forms.split(" ")));
    return { form, exact, stems, near, isLost: !own.length };
  }

  /* What has the longest stem that a form may have. */
  function kin(form, here) {
    const bare = ([stem]) => stem.split(":")[1].replace("*", "");
    const stems = here.filter((each) => form.startsWith(bare(each)) && bare(each).length > ENDING &&
      form.length - bare(each).length <= ENDING);
    const longest = Math.max(...stems.map((each) => bare(each).length));
    return stems.filter((each) => bare(each).length === longest);
  }
})();
