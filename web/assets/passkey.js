// A form with `data-ceremony`: lets the browser ask for a security key or passkey (`get`), or make one (`create`), and posts its answer. The
// challenge is fetched when the browser is about to ask, so that each attempt has a new one.
addEventListener('DOMContentLoaded', () => {
  const form = document.querySelector('form[data-ceremony]');
  if (!form) return;
  form.querySelector('[data-ceremony-start]').addEventListener('click', () => startCeremony(form));
  if (form.dataset.start === 'at-once') startCeremony(form);
});

/** Whether the browser asks now. */
let waitsForKey = false;

async function startCeremony(form) {
  if (waitsForKey || !form.reportValidity()) return;
  waitsForKey = true;
  const status = form.querySelector('[data-ceremony-status]');
  status.textContent = 'Waiting for the passkey…';
  try {
    const credential = await askForKey(form);
    form.elements.assertion.value = JSON.stringify(credential.toJSON());
    status.textContent = '';
    HTMLFormElement.prototype.submit.call(form);
  } catch (error) {
    status.textContent = browserErrors[error.name] ?? error.message;
  } finally {
    waitsForKey = false;
  }
}

async function askForKey(form) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON)
    throw new Error('This browser cannot use passkeys here. Choose another way to sign in.');
  const fields = Object.fromEntries(new FormData(form));
  const answer = await fetch(form.dataset.options, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(fields),
  });
  const options = await answer.json();
  if (!answer.ok) throw new Error(options.error?.message ?? `The site answered ${answer.status}.`);
  return form.dataset.ceremony === 'create'
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      });
}

/** What the browser's errors mean (WebAuthn 3, 5.1). */
const browserErrors = {
  NotAllowedError: 'The request was cancelled, or nobody answered in time. You can try again.',
  InvalidStateError: 'This passkey is registered already.',
  SecurityError: 'Browsers refuse passkeys at this address. Open the lab at its own address.',
  TypeError: 'The site cannot be reached. Try again.',
};
