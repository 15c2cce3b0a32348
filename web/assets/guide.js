// Opens the step in the address: "Do this step for me" leads back to it.
open(location.hash);
addEventListener('hashchange', () => open(location.hash));

function open(hash) {
  const details = document.querySelector(`[id="${CSS.escape(hash.slice(1))}"] > details`);
  if (details) details.open = true;
}
