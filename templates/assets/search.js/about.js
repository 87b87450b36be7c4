/* Loads parts of the index, first of all what is about the whole: scripts, each of which hands its
   name and its value to `part`. A browser runs scripts of a folder where it would refuse to fetch
   them. All scripts of the search meet in `seek`; none waits for the page but to show what it has
   found. */
const seek = {};
const part = (() => {
  const folder = document.currentScript.dataset.index;
  const values = new Map();
  const loading = new Map();

  /* The value of a part; `null` if there is none. */
  seek.part = (name) => {
    if (!loading.has(name)) loading.set(name, load(name));
    return loading.get(name);
  };

  function load(name) {
    return new Promise((resolve) => {
      const script = document.createElement("script");
      const done = () => {
        script.remove();
        resolve(values.get(name) ?? null);
        values.delete(name);
      };
      script.addEventListener("load", done);
      script.addEventListener("error", done);
      script.fetchPriority = "high"; // else it waits for all that the page itself needs
      script.src = `${folder}${name}.js`;
      document.head.append(script);
    });
  }

  seek.about = seek.part("about");
  return (name, value) => values.set(name, value);
})();
