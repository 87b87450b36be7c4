/* Forms of the edition that are near to one that is not in it. */
(() => {
  const MOST = 5;
  const SHORT = 3; // letters: so short a word is near to too many others
  const HEARD = 4; // and so little that is heard

  /* Forms by how little they differ, in letters and in what is heard of them. */
  seek.near = (form, forms) => {
    if (form.length <= SHORT) return [];
    const heard = seek.skeleton(form);
    return [...new Set(forms)]
      .filter((other) => other !== form)
      .map((other) => {
        const said = distance(heard, seek.skeleton(other));
        return { other, read: distance(form, other), said };
      })
      .filter(({ read, said }) =>
        read <= Math.max(1, form.length / 4) ||
        (heard.length > HEARD && said <= heard.length / 3 && read <= form.length * 0.45))
      .sort((one, two) =>
        one.read + one.said - two.read - two.said || (one.other < two.other ? -1 : 1))
      .slice(0, MOST)
      .map(({ other }) => other);
  };

  /* How many letters must be added, taken away, replaced or swapped with the next. */
  function distance(one, two) {
    let before = [];
    let last = [...Array(two.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= two.length; j += 1) {
        const same = one[i - 1] === two[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        const isSwapped = i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1];
        if (isSwapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[two.length];
  }
})();
