/** The script of the report: searches all cases, opens the case that a link points to, and opens findings for printing. */
export const script = `
const cases = [...document.querySelectorAll('.case')];
document.getElementById('search').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cases) {
    one.hidden = !words.every((word) => one.dataset.text.includes(word));
    if (!one.hidden) shown += 1;
  }
  if (words.length) {
    document.getElementById('show-all').checked = true;
    for (const group of document.querySelectorAll('.others')) group.open = true;
  }
  document.getElementById('shown').textContent = words.length ? shown + ' found' : '';
});
const openLinked = () => {
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!linked) return;
  for (let one = linked.closest('details'); one; one = one.parentElement.closest('details')) one.open = true;
  const one = linked.closest('.case');
  if (one) one.hidden = false;
  (one ?? linked).scrollIntoView();
};
addEventListener('hashchange', openLinked);
openLinked();
addEventListener('beforeprint', () => {
  for (const one of cases) if (one.dataset.counts !== undefined) one.open = true;
  for (const group of document.querySelectorAll('.others')) group.open = true;
});
`;
