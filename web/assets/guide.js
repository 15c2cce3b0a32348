// Keeps the guide's ticks in step with the two servers, without a reload: asks for the progress, and fetches the page anew when
// it has changed. What the reader has opened stays open, and the focus stays where it was.
const every = 1500; // ms
const live = ['guideSteps', 'people'];

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
    const { steps } = await (await fetch('/api/tutorial')).json();
    const ticks = steps.map(({ done }) => Number(done)).join('');
    if (ticks !== list.dataset.ticks) await refresh();
  } catch {
    // The lab is down, or on its way up again; the next look may find it.
  }
}

async function refresh() {
  const answer = await fetch('/');
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const button of fresh.querySelectorAll('button[data-copy]')) button.hidden = false;
  for (const id of live) swap(document.getElementById(id), fresh.getElementById(id));
  const progress = fresh.getElementById('guideProgress')?.textContent;
  if (progress) document.getElementById('guideProgress').textContent = progress;
}

function swap(shown, fresh) {
  if (!shown || !fresh) return;
  const focused = document.activeElement?.closest('[id]')?.id;
  const hadFocus = shown.contains(document.activeElement);
  for (const details of shown.querySelectorAll('details[open][id]')) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = true;
  }
  shown.replaceWith(fresh);
  if (hadFocus) document.getElementById(focused)?.querySelector('summary')?.focus();
}
