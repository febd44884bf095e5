// Every line of text that a person sees, with its box.
const name = (it) => {
  const data = [...it.attributes].filter((at) => at.name.startsWith("data-")).map((at) => `[${at.name}=${at.value}]`);
  const kind = it.getAttribute("class");
  return it.localName + (kind ? "." + kind.split(" ").join(".") : "") + data.slice(0, 2).join("");
};
const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 48);
const modal = document.querySelector("dialog:modal");

/// The parts of the window in which a box is seen, and whether something that does not scroll cuts it.
function seen(box, element) {
  let part = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
  let cut = null;
  for (let it = element; it && it !== document.documentElement; it = it.parentElement) {
    const style = getComputedStyle(it);
    if (style.position === "fixed") break;
    const hides = (axis) => style[`overflow${axis}`] !== "visible";
    if (!(hides("X") || hides("Y")) || (it.ownerSVGElement && it.localName !== "svg")) continue;
    const frame = it.getBoundingClientRect();
    // The editor moves its lines along with its field.
    const moved = it.matches(".editor__under, .editor__gutter");
    const scrolls = (axis) => moved || ["auto", "scroll"].includes(style[`overflow${axis}`]);
    if (hides("X")) {
      if (!scrolls("X") && !cut && (part.right > frame.right + 1 || part.left < frame.left - 1)) cut = it;
      part.left = Math.max(part.left, frame.left);
      part.right = Math.min(part.right, frame.right);
    }
    if (hides("Y")) {
      // A line's box may be higher than its letters.
      const slack = (box.bottom - box.top) * 0.2;
      if (!scrolls("Y") && !cut && (part.bottom > frame.bottom + slack || part.top < frame.top - slack)) cut = it;
      part.top = Math.max(part.top, frame.top);
      part.bottom = Math.min(part.bottom, frame.bottom);
    }
  }
  const gone = part.right - part.left < 1 || part.bottom - part.top < 1;
  return { part, cut, gone };
}

function hidden(element) {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
  if (element.closest(".hidden-text, .editor__last, title, desc, textarea, option, noscript, script, style")) return true;
  // Text for screen readers alone.
  for (let it = element; it; it = it.parentElement) {
    if (getComputedStyle(it).clipPath === "inset(50%)") return true;
  }
  return !!modal && !modal.contains(element);
}

/// Every line of text that is seen, with its box.
function lines() {
  const all = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const inPicture = element.ownerSVGElement;
    const boxes = inPicture ? [element.getBoundingClientRect()] : [...range.getClientRects()];
    for (const box of boxes) {
      if (box.width < 1 || box.height < 1) continue;
      const { part, cut, gone } = seen(box, element);
      if (gone && !cut) continue;
      all.push({ node, element, inPicture, box, part, cut, gone, text: short(node.data) });
    }
  }
  return all;
}
