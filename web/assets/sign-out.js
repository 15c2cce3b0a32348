// The sign-out page: shows which applications have answered, and goes on when all have, or when the time is up. Without this script the page
// goes on after the same time.
addEventListener('DOMContentLoaded', () => {
  const page = document.querySelector('[data-sign-out-end]');
  if (!page) return;
  const { signOutAnswers, signOutEnd, signOutWait } = page.dataset;
  // A frame that has loaded may still be on its way back: another page of the application can send the answer.
  const LOADED_MS = 1000;
  const EVERY_MS = 400;
  const started = performance.now();
  const loaded = new Map();
  let left = false;

  for (const frame of page.querySelectorAll('iframe')) {
    frame.addEventListener('load', () => loaded.set(frame.dataset.position, performance.now()));
    // It may have loaded before this script.
    loaded.set(frame.dataset.position, loaded.get(frame.dataset.position));
  }

  const isLoaded = (position) => performance.now() - (loaded.get(position) ?? Infinity) > LOADED_MS;

  const leave = () => {
    if (left) return;
    left = true;
    const positions = [...loaded.keys()].filter(isLoaded);
    const address = new URL(signOutEnd, location.href);
    if (positions.length > 0) address.searchParams.set('loaded', positions.join(' '));
    location.replace(address);
  };

  const show = (states) => {
    for (const { position, state, words, tone } of states) {
      const item = page.querySelector(`li[data-position="${position}"]`);
      if (!item || item.dataset.state === state) continue;
      item.dataset.state = state;
      const badge = item.querySelector('.badge');
      badge.textContent = words;
      badge.className = `badge badge-${tone}`;
    }
  };

  const look = async () => {
    try {
      const answer = await fetch(signOutAnswers, { headers: { accept: 'application/json' } });
      const states = await answer.json();
      show(states);
      const waiting = states.filter(({ state }) => state === 'waiting');
      if (waiting.every(({ position }) => isLoaded(String(position)))) return leave();
    } catch {
      // The server is restarting; the time limit holds.
    }
    if (performance.now() - started > Number(signOutWait) * 1000) return leave();
    setTimeout(look, EVERY_MS);
  };
  look();
});
