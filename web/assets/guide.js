// Keeps the guide's ticks and the verification codes in step with the two servers, without a reload: asks for them, and fetches
// the page anew when they have changed. What the reader has opened stays open, and the focus stays where it was.
const every = 1500; // ms

open(location.hash);
addEventListener('hashchange', () => open(location.hash));
setInterval(look, every);
document.addEventListener('visibilitychange', look);

function open(hash) {
  const details = document.querySelector(`[id="${CSS.escape(hash.slice(1))}"] > details`);
  if (details) details.open = true;
}

async function look() {
  const list = document.getElementById('guideSteps');
  if (document.hidden || !list) return;
  try {
    const [{ steps }, { version, secondsLeft }] = await Promise.all(
      ['/api/tutorial', '/api/codes'].map(ask),
    );
    const ticks = steps.map(({ done }) => Number(done)).join('');
    const codes = document.getElementById('codesShown').dataset.version;
    const stale = [
      ...(ticks === list.dataset.ticks ? [] : ['guideSteps', 'people']),
      ...(version === codes ? [] : ['codes']),
    ];
    if (stale.length > 0) await refresh(stale);
    document.getElementById('codesLeft').textContent = secondsLeft;
  } catch {
    // The lab is down, or on its way up again; the next look may find it.
  }
}

async function ask(address) {
  return (await fetch(address)).json();
}

async function refresh(stale) {
  const answer = await fetch('/');
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const button of fresh.querySelectorAll('button[data-copy]')) button.hidden = false;
  for (const id of stale) swap(document.getElementById(id), fresh.getElementById(id));
  const progress = fresh.getElementById('guideProgress')?.textContent;
  if (progress) document.getElementById('guideProgress').textContent = progress;
}

function swap(shown, fresh) {
  if (!shown || !fresh) return;
  const focused = document.activeElement?.closest('[id]')?.id;
  const label = document.activeElement?.getAttribute('aria-label');
  const hadFocus = shown.contains(document.activeElement);
  for (const details of shown.querySelectorAll('details[open][id]')) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = true;
  }
  shown.replaceWith(fresh);
  if (!hadFocus) return;
  const same = [...fresh.querySelectorAll('[aria-label]')].find(
    (one) => one.getAttribute('aria-label') === label,
  );
  (same ?? document.getElementById(focused)?.querySelector('summary'))?.focus();
}
