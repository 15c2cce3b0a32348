// Asks before a page is left while a form on it holds what was typed and not sent. A form asks for it with `data-unsaved`; one that is
// sent back with a broken rule (`data-unsaved="typed"`) holds such values from the start.
const changed = new Set(document.querySelectorAll('form[data-unsaved="typed"]'));

document.addEventListener('input', ({ target }) => {
  const form = target instanceof Element ? target.closest('form[data-unsaved]') : null;
  if (form) changed.add(form);
});
document.addEventListener('submit', ({ target }) => changed.delete(target));
// "Cancel" is an answer already.
document.addEventListener('click', ({ target }) => {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link?.textContent.trim() === 'Cancel') changed.delete(link.closest('form'));
});
addEventListener('beforeunload', (event) => {
  if (changed.size > 0) event.preventDefault();
});
