// Shows the copy buttons (hidden in the markup, since without this script they would do nothing) and serves them.
const said = 2000; // ms that "Copied" stays

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  const word = button.querySelector('.copy-word');
  let reset;
  button.addEventListener('click', async () => {
    const done = await put(button.dataset.copy ?? '');
    word.textContent = done ? 'Copied' : 'Press Ctrl+C';
    button.classList.toggle('copied', done);
    clearTimeout(reset);
    reset = setTimeout(() => {
      word.textContent = 'Copy';
      button.classList.remove('copied');
    }, said);
  });
}

/** The clipboard API exists only in secure contexts (https and loopback); elsewhere the value is selected in a field. */
async function put(text) {
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
