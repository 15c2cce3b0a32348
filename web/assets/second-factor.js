// The second factor on Entra's pages: asks whether the user has answered on the phone, and makes the rows of the list of methods buttons.
// Names differ from those of sign-in.js, which is on the same page. Without this script the user presses "Continue", and the list has buttons.
const factorForm = () => document.getElementById('i0281');

addEventListener('DOMContentLoaded', () => {
  if (factorForm()?.dataset.poll) setTimeout(poll, interval());
  document.getElementById('idDiv_SAOTCS_Proofs')?.setAttribute('role', 'list');
  for (const row of document.querySelectorAll('[data-value]')) {
    row.parentElement.role = 'listitem';
    row.role = 'button';
    row.tabIndex = 0;
  }
});

const interval = () => Number(factorForm().dataset.pollSeconds) * 1000;

async function poll() {
  try {
    const answer = await endAuth();
    if (answer.Retry) return setTimeout(poll, interval());
    if (answer.Success) return send(answer.FlowToken);
  } catch {
    return setTimeout(poll, interval()); // The server is restarting.
  }
  // Denied, not answered, or ended in another tab: the page says it.
  location.replace(factorForm().dataset.here);
}

async function endAuth() {
  const { urlEndAuth, sCtx, sFT, sessionId } = window.$Config;
  const answer = await fetch(new URL(urlEndAuth, location.href).pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({
      Method: 'EndAuth',
      AuthMethodId: factorForm().dataset.poll,
      Ctx: sCtx,
      FlowToken: sFT,
      SessionId: sessionId,
      login: factorForm().elements.login.value,
    }),
  });
  return answer.json();
}

function send(flowToken) {
  factorForm().elements.flowToken.value = flowToken;
  factorForm().submit();
}

document.addEventListener('click', ({ target }) => {
  const row = target instanceof Element && target.closest('[data-value]');
  if (row) choose(row);
});

document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (!(target instanceof Element) || !target.matches('[data-value]')) return;
  if (key !== 'Enter' && key !== ' ') return;
  event.preventDefault();
  choose(target);
});

function choose({ dataset }) {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name: 'proof', value: dataset.value });
  factorForm().append(field);
  factorForm().submit();
}
