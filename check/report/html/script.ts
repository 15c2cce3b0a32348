/** The script of the report: searches, opens the case that a link points to, and opens findings for printing. */
export const script = `
const cases = [...document.querySelectorAll('.case')];
document.getElementById('search').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cases) {
    const text = one.dataset.text;
    one.hidden = !words.every((word) => text.includes(word));
    if (!one.hidden) shown += 1;
  }
  document.getElementById('shown').textContent = words.length ? shown + ' found' : '';
});
const openLinked = () => {
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (linked instanceof HTMLDetailsElement) { linked.open = true; linked.scrollIntoView(); }
};
addEventListener('hashchange', openLinked);
openLinked();
addEventListener('beforeprint', () => {
  for (const one of cases) if (one.dataset.counts !== undefined) one.open = true;
});
`;
