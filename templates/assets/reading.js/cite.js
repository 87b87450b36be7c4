/* A mark that leads to the citations of what one points to, or of what has the focus. Where it is
   followed, the dialog is loaded (citing.js) with the data from which it is filled in. */
(() => {
  const all = document.querySelector("a[data-cite]");
  const template = document.querySelector("template[data-citing]");
  if (!all || !template) return;
  const mark = document.importNode(template.content.querySelector("[data-mark]"), true);
  let loading = false;

  const PLACES = "a.number, [data-entries] > li";

  const point = (event) => put(event.target.closest(PLACES));

  /* Beside the number of the place that the address leads to. */
  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const unit = target?.dataset.unit ?? target?.closest(".row")?.id;
    put(target?.matches(PLACES) ? target : document.querySelector(`a.number[href="#${unit}"]`));
  }

  function put(at) {
    const id = at && (at.id || decodeURIComponent((at.hash ?? "").slice(1)));
    if (!id || mark.hash === `#${id}`) return;
    const number = at.querySelector(".n") ?? at;
    mark.href = `${all.getAttribute("href")}#${id}`;
    number.after(mark);
    mark.style.setProperty("--below", `${number.offsetTop + number.offsetHeight}px`);
    mark.style.setProperty("--end", `${number.offsetLeft + number.offsetWidth}px`);
  }

  function load(address) {
    const sheet = address.endsWith(".css");
    const made = document.createElement(sheet ? "link" : "script");
    if (sheet) Object.assign(made, { rel: "stylesheet", href: address });
    else Object.assign(made, { async: false, src: address });
    made.addEventListener("error", () => location.assign(all.href + all.dataset.place));
    document.head.append(made);
  }

  addEventListener("hashchange", arrive);
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-mark], a[data-cite]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    all.dataset.place = link.hash;
    if (loading) return document.dispatchEvent(new CustomEvent("cite"));
    loading = true;
    all.dataset.cite.split(" ").forEach(load);
  });
  arrive();
})();
