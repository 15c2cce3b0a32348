// Entra's sign-in pages: asks for the password in the document that asked for the user name, says what is missing without a request, and
// answers No. The server makes the same pages without this script.
const find = (id) => document.getElementById(id);
const form = () => find('i0281');
/** Whether a user name is being looked up. */
let asking = false;

document.addEventListener('submit', (event) => {
  if (event.target !== form()) return;
  const { submitter } = event;
  if (submitter?.id === 'otherTile') return take(event, () => show('userName'));
  if (submitter?.matches('[data-test-id]')) return take(event, () => identify(submitter.value));
  const fields = [...form().querySelectorAll('[data-missing]:not(.moveOffScreen)')];
  const empty = fields.find(({ value }) => value.trim() === '');
  if (empty) take(event, () => refuse(empty, { text: empty.dataset.missing }));
  else if (fields[0]?.id === 'i0116') take(event, () => identify(fields[0].value.trim()));
});

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element) || target.id !== 'idBtn_Back') return;
  if (find('i0116')) return show('userName');
  form().elements.LoginOptions.value = '0';
  HTMLFormElement.prototype.submit.call(form());
});

addEventListener('popstate', () => {
  const userName = new URLSearchParams(location.search).get('login_hint');
  show(userName ? 'password' : 'userName', userName ?? undefined);
});

function take(event, act) {
  event.preventDefault();
  act();
}

/** Asks for the password of an existing user; the server answers everything else. */
async function identify(userName) {
  if (asking) return;
  asking = true;
  find('i0116').value = userName;
  try {
    const { IfExistsResult, Display, ...found } = await credentialType(userName);
    if (IfExistsResult !== 0) {
      show('userName');
      return refuse(find('i0116'), window.$Config.inlineErrors.unknownUser);
    }
    const step = new URLSearchParams({ ctx: window.$Config.sCtx, login_hint: userName });
    // This page says where it goes, and whether the identity provider answers.
    if (found.Credentials.FederationRedirectUrl)
      return location.assign(`${window.$Config.urlPost}?${step}`);
    if (!asksOnlyPassword(found)) return HTMLFormElement.prototype.submit.call(form());
    show('password', Display);
    history.pushState(null, '', `${window.$Config.urlPost}?${step}`);
  } catch {
    HTMLFormElement.prototype.submit.call(form());
  } finally {
    asking = false;
  }
}

/** Whether this document can ask for everything that the user has. */
const asksOnlyPassword = ({ Credentials, EstsProperties }) =>
  Credentials.PrefCredential === 1 && !Credentials.HasFido && !EstsProperties.DesktopSsoEnabled;

async function credentialType(username) {
  const config = window.$Config;
  // The path only: behind a proxy the page can have another origin than the site knows.
  const { pathname, search } = new URL(config.urlGetCredentialType);
  const answer = await fetch(pathname + search, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      canary: config.apiCanary,
      'client-request-id': config.correlationId,
      hpgid: config.hpgid,
      hpgact: config.hpgact,
      hpgrequestid: config.sessionId,
    },
    body: JSON.stringify({
      username,
      isOtherIdpSupported: true,
      originalRequest: config.sCtx,
      flowToken: config.sFT,
    }),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function show(view, userName = find('i0116').value) {
  find('tilesHolder')?.remove();
  for (const part of form().querySelectorAll('[data-view]'))
    place(part, part.dataset.view === view);
  for (const element of form().querySelectorAll('[data-user-name]')) {
    element[element.matches('input') ? 'value' : 'textContent'] = element.dataset[view];
    element.hidden = false;
  }
  const asksPassword = view === 'password';
  activate(find('i0116'), !asksPassword);
  activate(find('i0118'), asksPassword);
  find('i0116').type = asksPassword ? 'text' : 'email';
  find('i0116').value = userName;
  find('i0118').ariaLabel = `Enter the password for ${userName}`;
  if (asksPassword) find('displayName').textContent = userName;
  form().elements.login.value = userName;
  for (const link of form().querySelectorAll('a[id^="idA_PWD_SwitchTo"]')) {
    const step = new URL(link.href);
    if (asksPassword) step.searchParams.set('login_hint', userName);
    else step.searchParams.delete('login_hint');
    link.href = step;
  }
  find(asksPassword ? 'i0118' : 'i0116').focus();
}

/** Puts a part of the form in its place or, for programs that ask whether it exists, into a template. A hidden field is switched off. */
function place(part, shown) {
  if (part.matches('input')) part.disabled = !shown;
  else if (shown && part.matches('template')) part.replaceWith(part.content.firstElementChild);
  else if (!shown && !part.matches('template')) {
    const template = document.createElement('template');
    template.dataset.view = part.dataset.view;
    part.replaceWith(template);
    template.content.append(part);
  }
}

function activate(input, active) {
  input.className = active ? 'input' : 'moveOffScreen';
  input.readOnly = !active;
  for (const [name, value] of [
    ['tabindex', '-1'],
    ['aria-hidden', 'true'],
  ])
    if (active) input.removeAttribute(name);
    else input.setAttribute(name, value);
  alertOf(input).replaceChildren();
  input.removeAttribute('aria-invalid');
  input.removeAttribute('aria-describedby');
}

const alertOf = (input) => input.parentElement.querySelector('[role="alert"]');

/** Shows a refusal as the server does. */
function refuse(input, { text, code }) {
  const words = document.createElement('span');
  words.textContent = text;
  if (code) {
    words.dataset.aadsts = code;
    const small = document.createElement('small');
    small.textContent = `Error code: ${code}`;
    words.append(' ', small);
  }
  const box = document.createElement('div');
  box.className = 'alert alert-error';
  box.id = input.dataset.errorId;
  box.append(words);
  alertOf(input).replaceChildren(box);
  input.classList.add('has-error');
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', box.id);
  input.focus();
}
