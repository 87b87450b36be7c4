/* A mark in the text opens the entry that it leads to beside its line: a departure, a note, a
   reading. What is shown is the entry of the list below, which is there without script, too. */
(() => {
  const template = document.querySelector("template[data-beside]");
  if (!template || !HTMLElement.prototype.showPopover) return;
  const box = document.importNode(template.content.firstElementChild, true);
  const content = box.querySelector("[data-entry]");
  const address = box.querySelector("[data-address]");
  let mark = null;
  let pressed = null; // the mark whose entry was open when the pointer went down

  const isOpen = () => box.matches(":popover-open");

  function entry(link) {
    const found = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return found?.matches("[data-entries] > li") ? found : null;
  }

  /* Whether an entry can be read in the margin: to the eye, it need not be opened. */
  function isBeside(from) {
    const slots = document.querySelectorAll(`.slot:has(> .n[href="#${from.id}"])`);
    const boxes = [...slots].map((each) => each.getBoundingClientRect());
    return boxes.some((each) => each.height && each.top >= 0 && each.bottom <= innerHeight);
  }

  function fill(from) {
    content.className = from.className;
    content.replaceChildren(...from.cloneNode(true).childNodes);
    content.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
    address.href = address.textContent = `#${from.id}`;
    box.setAttribute("aria-labelledby", from.closest("section").getAttribute("aria-labelledby"));
  }

  /* Tells the style sheet where the line ends and its column begins. */
  function settle() {
    const line = [...mark.getClientRects()].pop() ?? mark.getBoundingClientRect();
    const column = mark.closest("[data-version], main > *").getBoundingClientRect();
    box.style.setProperty("--line", `${line.bottom + scrollY}px`);
    box.style.setProperty("--start", `${column.left + scrollX}px`);
    box.style.setProperty("--room", `${column.width}px`);
  }

  function open(link, from) {
    mark = link;
    fill(from);
    mark.closest(".row, main > *").append(box);
    mark.focus({ preventScroll: true }); // whither the focus returns
    settle();
    box.showPopover();
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
    mark.setAttribute("aria-expanded", "true");
    const spans = document.querySelectorAll(`[data-spans~="${from.id}"]`); // on both sides
    spans.forEach((each) => each.classList.add("opened"));
  }

  box.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") return;
    document.querySelectorAll(".opened").forEach((each) => each.classList.remove("opened"));
    mark.removeAttribute("aria-expanded");
  });
  box.querySelector("[data-close]").addEventListener("click", () => box.hidePopover());
  addEventListener("resize", () => isOpen() && settle());
  document.addEventListener("pointerdown", () => (pressed = isOpen() ? mark : null), true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('main a[href^="#"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (box.contains(link)) return box.hidePopover();
    const from = entry(link);
    if (!from || link.closest("[data-entries]")) return;
    event.preventDefault();
    const again = pressed === link || (isOpen() && mark === link);
    pressed = null;
    if (isOpen()) box.hidePopover();
    if (!again && !(event.detail && isBeside(from))) open(link, from);
  });
})();
