import type { CatalogueCase, Observation } from '../case.ts';
import {
  type Answer,
  Inconclusive,
  NotPlayable,
  type Seen,
  type Stage,
  type WithheldCookie,
} from '../stage.ts';

interface Played {
  readonly session: Seen;
  readonly answer: Answer;
  readonly withheld: readonly WithheldCookie[];
}

/** A valid sign-in with the identity provider's page on another site, as Entra's is, or on the same one. */
async function play(
  stage: Stage,
  identityProviderSite: 'cross-site' | 'same-site',
  { slow = false } = {},
): Promise<Played> {
  const agent = await stage.newUserAgent({ identityProviderSite });
  const { withheldCookies } = agent;
  if (!withheldCookies || !agent.ageCookies)
    throw new NotPlayable('Needs a browser that tells which cookies it withholds.');
  const spec = await agent.begin();
  if (slow) await agent.ageCookies();
  const answer = await agent.post(spec, await stage.honest(spec));
  const session = await agent.whoami();
  return { session, answer, withheld: await withheldCookies.call(agent) };
}

const worked = ({ session }: Played) => session.signedIn && !session.hostile;

/** Whether both end on the same page. */
const alike = ({ answer: a }: Played, { answer: b }: Played) =>
  a.status === b.status && pageOf(a.url) === pageOf(b.url) && a.title === b.title;

const pageOf = (url: string) => url.replace(/[?#].*$/, '');

async function compare(stage: Stage, slow: boolean): Promise<Observation> {
  const across = await play(stage, 'cross-site', { slow });
  const { withheld } = across;
  const kept = withheld.filter(({ when }) => when !== 'never');
  if (worked(across) && kept.length === 0)
    return { outcome: 'session', note: 'The browser withheld no cookie.' };
  const same = await play(stage, 'same-site', { slow });
  if (worked(across) && alike(across, same))
    return {
      outcome: 'session',
      note: `It works without ${namesOf(kept)}, which the browser withheld.`,
    };
  if (!worked(same))
    throw new Inconclusive('A valid sign-in opened no session, on the same site neither.');
  return { outcome: slow ? 'none' : 'harm', note: explain(worked(across), kept, slow) };
}

/** Which cookie, which attribute, and what to change. */
function explain(signedIn: boolean, withheld: readonly WithheldCookie[], slow: boolean): string {
  const what = signedIn
    ? 'After a sign-in at Entra the user arrives without a session'
    : `Users cannot sign in with a real Entra${slow ? ' when they take longer than two minutes' : ''}`;
  const cookies = signedIn ? withheld.filter(({ when }) => when === 'redirect') : withheld;
  const [first] = cookies;
  if (!first)
    return `${what}: the sign-in works only when the identity provider is on the same site as the service provider, so it depends on Origin, Sec-Fetch-Site or Referer.`;
  const where =
    first.when === 'post'
      ? 'the response, which is a cross-site POST'
      : 'the redirect after the response, which still counts as cross-site';
  const cure = cookies.some(({ when }) => when === 'post')
    ? 'SameSite=None; Secure, which browsers also keep on http://localhost'
    : 'SameSite=Lax, or show a page that leads on by itself instead of redirecting';
  return `${what}: the browser withholds ${namesOf(cookies)} from ${where}. Set ${cookies.length > 1 ? 'them' : 'it'} with ${cure}.`;
}

function namesOf(cookies: readonly WithheldCookie[]): string {
  const each = cookies.map(
    ({ name, sameSite }) =>
      `the cookie "${withoutId(name)}" (${sameSite ? `SameSite=${sameSite}` : 'no SameSite, so Lax'})`,
  );
  return [...new Set(each)].join(' and ');
}

/** A cookie for each request has its ID in its name: the same words in every check. */
const withoutId = (name: string) => name.replace(/[\dA-Fa-f][\dA-Fa-f-]{15,}/g, '…');

export const crossSiteCookie: CatalogueCase = {
  id: 'web-cross-site-cookie',
  group: 'web',
  title: 'A sign-in from another site, as Entra is',
  severity: 'high',
  verdict: 'accept',
  basis: ['RFC 6265bis 5.2', 'SAML Bindings 3.5'],
  risk: 'Sign-in works while the identity provider is on the same site, as on localhost, and fails for every user of a real Entra.',
  fix: 'Set the cookie that ties the response to its request with SameSite=None; Secure, and the session cookie with SameSite=Lax.',
  runs: [
    { title: 'at once', looksAtPages: true, play: (stage) => compare(stage, false) },
    {
      title: 'after more than two minutes at Entra',
      looksAtPages: true,
      // Chromium's own rule; other browsers do not treat a cookie without SameSite as Lax.
      verdict: 'policy',
      play: (stage) => compare(stage, true),
    },
  ],
};
