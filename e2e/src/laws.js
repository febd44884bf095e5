// The laws of what is seen: texts lie apart, nothing is cut off or outside, letters are large and dark enough.
// Returns a line for each break.
const found = new Set();

/// How much larger something of the picture is drawn, whichever way it is turned.
const scale = ({ a, b }) => Math.hypot(a, b);

function sizeOf({ element, inPicture }) {
  const size = parseFloat(getComputedStyle(element).fontSize);
  return inPicture ? size * (scale(element.closest("text").getScreenCTM())) : size;
}

const explained = (element) => !!element.closest("[title]") || !!element.closest("g")?.querySelector("title");

function colour(text) {
  const numbers = text.match(/[\d.]+/g)?.map(Number);
  if (!numbers || numbers.length < 3) return null;
  const [red, green, blue, alpha = 1] = text.startsWith("color(srgb") ? [...numbers.slice(0, 3).map((it) => it * 255), numbers[3]] : numbers;
  return { red, green, blue, alpha };
}

function over(top, below) {
  const mix = (part) => top[part] * top.alpha + below[part] * (1 - top.alpha);
  return { red: mix("red"), green: mix("green"), blue: mix("blue"), alpha: 1 };
}

function light({ red, green, blue }) {
  const [r, g, b] = [red, green, blue].map((it) => {
    const part = it / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/// The colour behind an element of the picture: what its surroundings have, and over it each shape that holds the place.
function behind(element, x, y) {
  const layers = [];
  for (let it = element; it; it = it.parentElement) {
    if (it.ownerSVGElement) continue;
    const ground = colour(getComputedStyle(it).backgroundColor);
    if (ground && ground.alpha > 0) layers.unshift(ground);
    if (ground?.alpha === 1) break;
  }
  const svg = element.ownerSVGElement;
  const shapes = svg ? svg.querySelectorAll("rect, circle, path, polygon") : [];
  for (const shape of shapes) {
    if (!(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    const style = getComputedStyle(shape);
    const fill = colour(style.fill);
    if (!fill || !shape.checkVisibility({ opacityProperty: true })) continue;
    const matrix = shape.getScreenCTM()?.inverse();
    const place = matrix && new DOMPoint(x, y).matrixTransform(matrix);
    const alpha = fill.alpha * parseFloat(style.fillOpacity) * parseFloat(style.opacity);
    if (place && alpha > 0 && shape.isPointInFill(place)) layers.push({ ...fill, alpha });
  }
  return layers.reduce((below, it) => over(it, below), { red: 255, green: 255, blue: 255, alpha: 1 });
}

function contrast({ element, inPicture, part }) {
  const style = getComputedStyle(element);
  const own = colour(inPicture ? style.fill : style.color);
  const ground = behind(element, (part.left + part.right) / 2, (part.top + part.bottom) / 2);
  if (!own) return 21;
  const [a, b] = [light(over(own, ground)), light(ground)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const all = lines();
for (const line of all) {
  const { element, box, part, cut, text } = line;
  const at = `"${text}" in ${name(element)}`;
  if (sizeOf(line) < 11.99) found.add(`${at}: its letters are ${sizeOf(line).toFixed(1)} px`);
  if (cut) {
    const shortened = getComputedStyle(cut).textOverflow === "ellipsis" || getComputedStyle(cut).webkitLineClamp !== "none";
    if (!(shortened && explained(cut))) found.add(`${at}: cut off by ${name(cut)}`);
  }
  if (part.left < -0.5 || part.right > innerWidth + 0.5) found.add(`${at}: outside of the window`);
  if (line.inPicture) {
    const large = sizeOf(line) >= 24;
    const ratio = contrast(line);
    const disabled = element.closest("[aria-disabled=true]");
    if (ratio < (large ? 3 : 4.5) && !disabled) found.add(`${at}: its contrast is ${ratio.toFixed(1)}`);
  }
}

/// A line's box without the room above and below its letters.
const letters = ({ part }) => {
  const room = (part.bottom - part.top) * 0.22;
  return { left: part.left + 1, right: part.right - 1, top: part.top + room, bottom: part.bottom - room };
};
const stuck = (element) => element.closest("[data-sticky]") ?? (() => {
  for (let it = element; it; it = it.parentElement) if (getComputedStyle(it).position === "sticky") return it;
  return null;
})();
const shown = all.filter((it) => !it.gone).map((it) => ({ ...it, letters: letters(it), stuck: stuck(it.element) }));
for (const [at, one] of shown.entries()) {
  for (const other of shown.slice(at + 1)) {
    if (one.node === other.node || one.stuck !== other.stuck) continue;
    const [a, b] = [one.letters, other.letters];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 0.5 && high > 0.5) {
      found.add(`"${one.text}" in ${name(one.element)} and "${other.text}" in ${name(other.element)} overlap`);
    }
  }
}
const page = document.scrollingElement;
if (page.scrollWidth > innerWidth) found.add(`the page is ${page.scrollWidth} px wide`);
return [...found];
