// Warns before leaving a page with unsaved input. A form opts in with `data-unsaved`; a form that is shown again with errors has
// `data-unsaved="typed"`, because its values are unsaved from the start.
const changed = new Set(document.querySelectorAll('form[data-unsaved="typed"]'));

document.addEventListener('input', ({ target }) => {
  const form = target instanceof Element ? target.closest('form[data-unsaved]') : null;
  if (form) changed.add(form);
});
document.addEventListener('submit', ({ target }) => changed.delete(target));
// "Cancel" discards the input on purpose.
document.addEventListener('click', ({ target }) => {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link?.textContent.trim() === 'Cancel') changed.delete(link.closest('form'));
});
addEventListener('beforeunload', (event) => {
  if (changed.size > 0) event.preventDefault();
});
