import type { Browser, Seen } from '../../testing/browser.ts';
import type { Config } from './config-of.ts';
import type { Credentials } from './saml2aws.ts';

/** The content of the first script without the 20 characters before the object and the 7 after it, as scripts in Python cut it. */
function configIn({ body }: Seen): Config {
  const script = /<script[^>]*>([\s\S]*?)<\/script>/.exec(body)?.[1] ?? '';
  return JSON.parse(script.slice(20, -7));
}

/** A client that writes the members of its requests in lower case, sends no session id and the form's canary. */
export async function signInByFirstScript(
  browser: Browser,
  first: Seen,
  { user, password, code }: Credentials,
): Promise<Seen> {
  const json = { 'content-type': 'application/json; charset=UTF-8' };
  const start = configIn(first);
  const { pathname } = new URL(start.urlGetCredentialType);
  const known = await browser.postJson(
    pathname,
    { username: user, originalRequest: start.sCtx, flowToken: start.sFT },
    json,
  );
  if (known.json().IfExistsResult !== 0) throw new Error('no such user');
  const { FlowToken } = known.json();
  let page = await browser.post(start.urlPost, {
    login: user,
    passwd: password,
    ctx: start.sCtx,
    flowToken: FlowToken,
    canary: start.canary,
    type: '11',
  });
  if (configIn(page).pgid === 'ConvergedTFA') {
    const { sCtx, sFT, arrUserProofs, urlBeginAuth, urlEndAuth, urlPost, canary } = configIn(page);
    const authMethodId = arrUserProofs.find(({ isDefault }) => isDefault)?.authMethodId;
    const sas = async (url: string, member: object) =>
      (await browser.postJson(new URL(url).pathname, { authMethodId, ...member }, json)).json();
    const begun = await sas(urlBeginAuth, { method: 'BeginAuth', ctx: sCtx, flowToken: sFT });
    const ended = await sas(urlEndAuth, {
      method: 'EndAuth',
      ctx: begun.Ctx,
      flowToken: begun.FlowToken,
      additionalAuthData: await code?.(),
    });
    if (ended.ResultValue !== 'Success') throw new Error(ended.ResultValue);
    page = await browser.post(new URL(urlPost).pathname, {
      request: ended.Ctx,
      flowToken: ended.FlowToken,
      canary,
      login: user,
    });
  }
  const asked = configIn(page);
  return browser.post(asked.urlPost, {
    LoginOptions: '0',
    ctx: asked.sCtx,
    flowToken: asked.sFT,
    canary: asked.canary,
  });
}
