// Keeps parts of a page up to date without a reload. `data-live` on the body is the address of JSON with the version of each part by its id,
// and the texts of some. A part with a different `data-version` is replaced from the page at `data-live-page` (the page on screen may be the
// answer to a form). Open disclosures stay open, and the focus and what was typed stay.
const every = 1500; // ms
const { live: source, livePage: page } = document.body.dataset;
const timer = setInterval(poll, every);
document.addEventListener('visibilitychange', poll);

async function poll() {
  if (document.hidden || !source) return;
  try {
    const answer = await fetch(source, { redirect: 'manual' });
    // Signed out, or the page no longer exists: stop polling.
    if (answer.type === 'opaqueredirect' || answer.status === 404) return clearInterval(timer);
    const { versions, texts = {} } = await answer.json();
    const stale = Object.keys(versions).filter(
      (id) => document.getElementById(id)?.dataset.version !== versions[id],
    );
    if (stale.length > 0) await refresh(stale);
    for (const [id, text] of Object.entries(texts)) {
      const place = document.getElementById(id);
      if (place && place.textContent !== text) place.textContent = text;
    }
  } catch {
    // The server is down or restarting; the next poll may succeed.
  }
}

async function refresh(stale) {
  const answer = await fetch(page);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const button of fresh.querySelectorAll('button[data-copy]')) button.hidden = false;
  for (const id of stale) swap(document.getElementById(id), fresh.getElementById(id));
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
  for (const input of shown.querySelectorAll('input[id]')) {
    const same = fresh.querySelector(`#${CSS.escape(input.id)}`);
    if (same) same.value = input.value;
  }
  const field = document.activeElement?.id;
  shown.replaceWith(fresh);
  if (!hadFocus) return;
  const same = [...fresh.querySelectorAll('[aria-label]')].find(
    (one) => one.getAttribute('aria-label') === label,
  );
  const input = field && fresh.querySelector(`#${CSS.escape(field)}`);
  (input || same || document.getElementById(focused)?.querySelector('summary'))?.focus();
}
