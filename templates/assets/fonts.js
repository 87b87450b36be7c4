/* Brings the fonts together with the style sheet, so that nothing moves when they come. Not
   deferred, and no link in the page: browsers refuse to bring fonts early from a disk. */
(() => {
  const { src, dataset } = document.currentScript;
  if (!location.protocol.startsWith("http")) return;
  for (const name of dataset.fonts.split(" ")) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous" });
    link.href = new URL(name, src).href;
    document.head.append(link);
  }
})();
