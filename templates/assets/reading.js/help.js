/* The sign that leads to the legend opens a sheet of the keys and of the signs on this page. */
(() => {
  const template = document.querySelector("template[data-help]");
  const link = document.querySelector("[data-helps]");
  if (!template || !link) return;
  const sheet = document.importNode(template.content.firstElementChild, true);
  const signs = sheet.querySelector("[data-signs]");
  document.querySelector("main").append(sheet);
  link.ariaHasPopup = "dialog";

  link.addEventListener("click", (event) => {
    event.preventDefault();
    const legend = document.querySelector("[data-legend]");
    if (legend && !signs.children.length) signs.append(legend.cloneNode(true));
    sheet.showModal();
    sheet.querySelector("h2").focus();
  });
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet || event.target.closest("[data-close]")) sheet.close();
  });
})();
