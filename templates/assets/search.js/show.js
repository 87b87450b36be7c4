/* Shows an answer: its hits, each as soon as its text is there, and what is to be said of it. */
(() => {
  const PAGE = 10; // so many hits are shown at a time
  const ROOM = 12; // so many parts with texts, or what is as large, are loaded for them
  const find = (name) => document.querySelector(`[data-${name}]`);

  seek.tell = (...said) => find("status").replaceChildren(...said);

  /* The next hits of an answer, while it is the one that is to be shown; more of them where some
     do not meet the query after all. */
  seek.show = async (answer, isStanding) => {
    if (answer.isShowing) return;
    answer.isShowing = true;
    try {
      await more(answer, isStanding);
    } finally {
      answer.isShowing = false;
    }
  };

  async function more(answer, isStanding) {
    const list = find("hits");
    let wanted = PAGE;
    answer.room = ROOM;
    while (wanted && answer.room > 0) {
      const hits = await answer.next(Math.min(wanted, answer.room));
      if (!isStanding()) return;
      if (!answer.shown) list.replaceChildren();
      if (!hits.length) break;
      answer.room -= hits.length;
      for (const coming of hits.map((each) => seek.shown(each, answer))) {
        const item = await coming;
        if (!isStanding()) return;
        if (item) list.append(item);
        answer[item ? "shown" : "dropped"] += 1;
        wanted -= item ? 1 : 0;
      }
    }
    const isAll = answer.isWhole && answer.shown + answer.dropped === answer.hits.length;
    find("more").hidden = isAll;
    const isAnswered = answer.groups.length > 0;
    const lost = answer.lost.map((word) => seek.missed(word, isAnswered));
    seek.tell(...lost, ...summary(answer, isAll));
  }

  function summary(answer, isAll) {
    const { text, hits, shown, dropped, isWhole, isSome, isFiltered, looked, letters } = answer;
    const words = answer.groups.flatMap((group) => group.words);
    const isSure = !words.some((word) => word.isPresumed);
    const n = isAll || !isSure ? shown : hits.length - dropped;
    const some = isSure ? "some" : "some-least";
    const exact = n > 1 ? "all" : n ? "one" : "none";
    const name = isSome ? some : isAll || (isWhole && isSure) ? exact : n ? "least" : "yet";
    if (words.length && name === "none") {
      if (answer.groups.some(isPhrase)) return [seek.apart(text)];
      if (isFiltered) return [seek.excluded(text, words)];
    }
    const said = words.length ? [seek.said(name, { n: number(n) })] : [];
    if (isWhole || !looked || looked >= letters) return said;
    return [...said, seek.said("looked", { m: number(looked), n: number(letters) })];
  }

  const isPhrase = ({ exact, words }) => exact && words.length > 1;
  const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);
})();
