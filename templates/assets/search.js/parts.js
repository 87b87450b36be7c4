/* Which part of the index holds what, as the build has named them (edition/search/index.py). */
(() => {
  /* Where a form is kept. */
  seek.forms = async (form) => {
    const { level } = await seek.about;
    const signs = [...seek.skeleton(form)].slice(0, level);
    const plain = /^[\0-\x7f]*$/.test(signs.join(""));
    const codes = signs.map((sign) => sign.codePointAt().toString(16)).join("-");
    return (await seek.part(`forms/${plain ? signs.join("") || "0" : codes}-`)) ?? {};
  };

  /* What is known of a stem: where its forms occur; how many places there are and how they are
     spread, if these are only the best. */
  seek.stem = async (stem, isFrequent) => {
    if (isFrequent) return seek.part(own(stem));
    const { shards } = await seek.about;
    const shard = Math.floor(checksum(stem) / (2 ** 32 / shards));
    return { total: 0, width: 0, places: (await seek.part(`words/${shard}`))?.[stem] ?? {} };
  };

  /* All places of a frequent stem about a piece. */
  seek.range = (stem, width, piece) => seek.part(`${own(stem)}-${Math.floor(piece / width)}`);

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
