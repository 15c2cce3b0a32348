// Shows the copy buttons, which are hidden in the markup because they need this script, and handles their clicks, also for buttons that are
// added later.
const shownFor = 2000; // ms that "Copied" is shown
const resets = new WeakMap();

for (const button of document.querySelectorAll('button[data-copy]')) button.hidden = false;

document.addEventListener('click', async ({ target }) => {
  const button = target instanceof Element ? target.closest('button[data-copy]') : null;
  if (!button) return;
  const word = button.querySelector('.copy-word');
  const done = await copy(button.dataset.copy ?? '');
  word.textContent = done ? 'Copied' : 'Press Ctrl+C';
  button.classList.toggle('copied', done);
  clearTimeout(resets.get(button));
  const reset = setTimeout(() => {
    word.textContent = 'Copy';
    button.classList.remove('copied');
  }, shownFor);
  resets.set(button, reset);
});

/** The clipboard API exists only in secure contexts (https and loopback); elsewhere the value is copied from a text field. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'moveOffScreen';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
