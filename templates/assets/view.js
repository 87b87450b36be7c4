/* How a letter is shown is kept: in the address, so that a view can be sent and found again, and
   in the browser, for the next letter. What the address says counts more. Not deferred: it runs
   where the choices stand, before the text below them is set. */
(() => {
  const choices = document.querySelectorAll("[data-view] input");
  const KEY = "en-regard-view";

  /* A browser may refuse its memory to files. */
  function remembered() {
    try {
      return new URLSearchParams(localStorage.getItem(KEY) ?? "");
    } catch {
      return new URLSearchParams();
    }
  }

  function remember(view) {
    try {
      localStorage.setItem(KEY, view);
    } catch {} // then the address alone keeps it
  }

  /* A view with what is chosen here; what goes without saying is left out. */
  function chosen(view) {
    for (const each of choices) {
      if (each.checked && each.defaultChecked) view.delete(each.name);
      else if (each.checked) view.set(each.name, each.value);
    }
    return view;
  }

  function tell() {
    const view = chosen(new URLSearchParams(location.search)).toString();
    const address = `${location.pathname}${view && "?"}${view}${location.hash}`;
    try {
      history.replaceState(history.state, "", address);
    } catch {} // an old browser, and a file
  }

  const said = new URLSearchParams(location.search);
  const view = [...choices].some((each) => said.has(each.name)) ? said : remembered();
  for (const each of choices) {
    if (view.get(each.name) === each.value) each.checked = true;
  }
  tell();
  document.addEventListener("change", (event) => {
    if (!event.target.closest("[data-view]")) return;
    remember(chosen(remembered()));
    tell();
  });
})();
