/* Which part of the index holds what, as the build has named them (edition/search/index.py). */
(() => {
  const HEARD = 4; // signs of what is heard of a form, by which it is kept
  const ALIKE = 2; // so many are the same in forms that may be near to each other
  const NEIGHBOURS = 6; // so many parts with such forms are loaded besides

  /* The forms that are kept with one, by stem. */
  seek.forms = async (form) => {
    const { sounds } = await seek.about;
    return formed(sounds[placeOf(sound(form), sounds)]);
  };

  /* The same, and those of the nearest parts where forms begin alike. */
  seek.neighbours = async (form) => {
    const { sounds } = await seek.about;
    const place = placeOf(sound(form), sounds);
    const start = sound(form).slice(0, ALIKE);
    const places = [...sounds.keys()]
      .filter((i) => sounds[i].startsWith(start) || sounds[i + 1]?.startsWith(start) || i === place)
      .sort((one, two) => Math.abs(one - place) - Math.abs(two - place));
    return Promise.all(places.slice(0, NEIGHBOURS + 1).map((i) => formed(sounds[i])));
  };

  /* The forms of a part, by the sound with which it begins; an edition without words has none. */
  const formed = async (sound) => (sound && (await seek.part(`forms/${sound}-`))) ?? {};

  /* Which of some sounds is the last before one, or that itself. */
  const placeOf = (sound, sounds) => Math.max(0, sounds.findLastIndex((each) => each <= sound));

  function sound(form) {
    const signs = [...seek.skeleton(form)].slice(0, HEARD);
    if (/^[\0-\x7f]*$/.test(signs.join(""))) return signs.join("") || "0";
    return signs.map((sign) => sign.codePointAt().toString(16).padStart(4, "0")).join("");
  }

  /* What is known of a stem: where its forms occur; how many places there are and how they are
     spread, if these are only the best. */
  seek.stem = async (stem, isFrequent) => {
    if (isFrequent) return seek.part(own(stem));
    const { slices } = await seek.about;
    const slice = Math.floor(checksum(stem) / (2 ** 32 / slices));
    return { total: 0, width: 0, places: (await seek.part(`words/${slice}`))?.[stem] ?? {} };
  };

  /* All places of a frequent stem in a range of pieces. */
  seek.range = (stem, range) => seek.part(`${own(stem)}-${range}`);

  /* The rows of a text among which a row stands, and its number there. */
  seek.rows = (key) => {
    const row = seek.row(key);
    return { rows: seek.part(`texts/${seek.piece(key)}-${Math.floor(row / 64)}`), at: row % 64 };
  };

  function own(stem) {
    const [lang, rest] = stem.split(":");
    const signs = [...rest].map((sign) =>
      /[a-z0-9]/.test(sign) ? sign : `-${sign.codePointAt().toString(16)}-`);
    return `words/${lang}.${signs.join("")}`;
  }

  /* CRC-32. */
  function checksum(words) {
    let sum = 0xffffffff;
    for (const byte of new TextEncoder().encode(words)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (sum ^ 0xffffffff) >>> 0;
  }
})();
