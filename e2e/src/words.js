// The words that are seen, outside of the editor, code and messages.
const words = [];
for (const node of new Set(lines().map((it) => it.node))) {
  const element = node.parentElement;
  if (element.closest(".editor, [data-documents], code, pre, kbd, [data-symptom], [data-diagnostics]")) continue;
  for (const word of node.data.matchAll(/\S+/gu)) {
    if (!/\p{L}/u.test(word[0])) continue;
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const box = range.getBoundingClientRect();
    const { part, gone } = seen(box, element);
    const inside = part.right <= innerWidth && part.bottom <= innerHeight;
    // Of a word that is cut off, more than half is a word.
    if (!gone && inside && part.right - part.left > box.width / 2) words.push(word[0]);
  }
}
return words;
