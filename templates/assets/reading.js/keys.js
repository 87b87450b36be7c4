/* Single keys lead from paragraph to paragraph, from sentence to sentence, from mark to mark
   (steps.js goes there) and open the sheet that lists them, where they can be switched off. */
(() => {
  const sheet = document.querySelector("[data-sheet]");
  const choice = document.querySelector("[data-keys]");
  const help = document.querySelector("[data-helps]");
  if (!sheet || !choice) return;
  const MEMORY = "en-regard-keys";
  const TYPED = "input:not([type=radio]), textarea, select, [contenteditable]";
  const STEPS = {
    j: ["rows", 1],
    k: ["rows", -1],
    l: ["sentences", 1],
    h: ["sentences", -1],
    n: ["notes", 1],
    N: ["notes", -1],
    d: ["departures", 1],
    D: ["departures", -1],
  };

  try {
    choice.checked = localStorage.getItem(MEMORY) !== "off";
  } catch {} // a browser may refuse its memory to files

  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(MEMORY, choice.checked ? "on" : "off");
    } catch {} // then until the page is left
  });

  document.addEventListener("keydown", (event) => {
    if (!choice.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest(TYPED) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") help.click();
    else if (Object.hasOwn(STEPS, event.key)) {
      const [to, by] = STEPS[event.key];
      sheet.dispatchEvent(new CustomEvent("step", { detail: { to, by } }));
    } else return;
    event.preventDefault();
  });
})();
