/* What is asked for: words, and phrases in quotation marks; each word with the stems that it may
   have, and the forms of these. */
(() => {
  const PHRASE = /["“”„«»]([^"“”„«»]+)["“”„«»]?|([^\s"“”„«»]+)/g;
  seek.QUOTES = /["“”„«»]/g;
  const ENDING = 4; // so many letters may follow a stem, which has more

  /* A query: its groups, all of which must be met, and the words that do not occur. */
  seek.query = async (text, langs) => {
    const asked = [...seek.joined(text).matchAll(PHRASE)].map(([, quoted, plain]) =>
      meant(seek.words(quoted ?? plain), quoted !== undefined, langs));
    const groups = (await Promise.all(asked)).filter(({ words }) => words.length);
    return {
      text,
      groups: groups.filter(({ words }) => words.every(({ stems }) => stems.length)).map(together),
      lost: groups.flatMap(({ words }) => words.filter(({ isLost }) => isLost)),
    };
  };

  /* Words that stand side by side; a compound is looked for as a whole first. */
  async function meant(places, exact, langs) {
    const whole = places[0]?.forms[1];
    if (whole && !exact) {
      const word = await known(whole, exact, langs);
      if (word.stems.length) return { words: [word], exact };
    }
    const words = places.map((place) => known(place.forms[0], exact, langs));
    return { words: await Promise.all(words), exact };
  }

  /* A group without the stems in languages that not all of its words have. */
  function together({ words, exact }) {
    const langs = words.map(({ stems }) => stems.map(({ stem }) => langOf(stem)));
    const isCommon = ({ stem }) => langs.every((some) => some.includes(langOf(stem)));
    return { words: words.map((each) => ({ ...each, stems: each.stems.filter(isCommon) })), exact };
  }

  const langOf = (stem) => stem.split(":")[0];

  /* A word: its stems with all their forms, or only as it is written. A form that does not occur
     in the languages, though it may in others, may have a stem that does; what is near to it is
     told besides. */
  async function known(form, exact, langs) {
    const part = await seek.forms(form);
    const has = ([, forms]) => forms.includes(form);
    let here = stemsOf([part], langs);
    const own = here.filter(has);
    const isElsewhere = !own.length && stemsOf([part], null).some(has);
    if (!own.length) here = stemsOf(await seek.neighbours(form), langs);
    const stems = (own.length || exact ? own : kin(form, here)).map(
      ([stem]) => ({ stem: stem.replace("*", ""), isFrequent: stem.endsWith("*") }));
    const near = () => seek.near(form, here.flatMap(([, forms]) => forms));
    return { form, exact, stems, near, isLost: !own.length, isElsewhere };
  }

  /* The stems of some languages in parts of forms, each with its forms. */
  function stemsOf(parts, langs) {
    const found = new Map();
    for (const [stem, forms] of parts.flatMap((part) => Object.entries(part))) {
      if (langs && !langs.includes(langOf(stem))) continue;
      found.set(stem, [...(found.get(stem) ?? []), ...forms.split(" ")]);
    }
    return [...found];
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
