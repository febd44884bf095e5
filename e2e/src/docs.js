// What the page of someone else hears of the pages that it embeds.
window.heard = [];
for (const type of ["ready", "height", "verdict", "state"]) {
  addEventListener(`access-path-${type}`, ({ target, detail }) => heard.push({ type, id: target.id, ...detail }));
}
window.said = [];
addEventListener("message", ({ data, origin }) => said.push({ origin, ...data }));
