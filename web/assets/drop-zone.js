// Lets a file be dropped on the frame around a file field: it is chosen as if with the field itself.
for (const zone of document.querySelectorAll('[data-drop]')) {
  const field = zone.querySelector('input[type=file]');
  const over = (event) => {
    event.preventDefault();
    zone.classList.add('drop-over');
  };
  zone.addEventListener('dragenter', over);
  zone.addEventListener('dragover', over);
  zone.addEventListener('dragleave', () => zone.classList.remove('drop-over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('drop-over');
    if (event.dataTransfer.files.length > 0) field.files = event.dataTransfer.files;
    field.focus();
  });
}
