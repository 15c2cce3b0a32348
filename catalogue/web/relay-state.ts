import type { CatalogueCase, Observation, Run } from '../case.ts';
import { observe } from '../observe.ts';
import type { Answer, Stage } from '../stage.ts';

const HOST = 'hostile.example.test';

/** An honest sign-in with another RelayState; `betrays` says what must not be in the answer. */
const withRelayState = (
  title: string,
  relayState: string,
  betrays: (answer: Answer, base: string) => string | undefined,
): Run => ({
  title,
  looksAtPages: true,
  play: async (stage: Stage): Promise<Observation> => {
    const agent = await stage.newUserAgent();
    const spec = await agent.begin();
    const answer = await agent.post(spec, { ...(await stage.honest(spec)), relayState });
    const fault = betrays(answer, stage.target.acs);
    if (fault !== undefined) return { outcome: 'hostile', check: answer.check, note: fault };
    return observe(agent, answer, `RelayState ${title}: nothing of it came to effect.`);
  },
});

const pageLeadsAway =
  /(?:http-equiv=["']?refresh|location(?:\.href)?\s*=|location\.(?:assign|replace)\()[^>]{0,80}hostile\.example\.test/i;

/** A Location, a refresh or a script that leads to the host of the attacker. */
function leadsAway({ locations, body }: Answer, base: string): string | undefined {
  const away = locations.find(
    (location) => URL.canParse(location, base) && new URL(location, base).hostname === HOST,
  );
  if (away !== undefined) return `The service provider redirects to ${away}.`;
  const byPage = pageLeadsAway.exec(body);
  return byPage ? `The page leads away: ${byPage[0]}` : undefined;
}

export const relayStateRedirect: CatalogueCase = {
  id: 'web-relaystate-redirect',
  group: 'web',
  title: 'RelayState asks for a redirect to another site',
  severity: 'high',
  verdict: 'inert',
  basis: ['SAML Bindings 3.5.3 (E90)', 'CWE-601'],
  risk: 'A genuine sign-in ends on a page of the attacker, which looks like the application.',
  fix: 'Redirect to own paths only, or keep the target on the server and send a reference to it.',
  runs: [
    withRelayState('absolute', `https://${HOST}/`, leadsAway),
    withRelayState('//host', `//${HOST}/`, leadsAway),
    withRelayState('\\\\host', `\\\\${HOST}/`, leadsAway),
    withRelayState('https:host', `https:${HOST}/`, leadsAway),
  ],
};

const markup = '"><img src=x onerror=alert(1)>';

/** The markup as a browser would run it, or a link or Location with a script in it. */
function runsScript({ locations, body, contentType }: Answer): string | undefined {
  const script = locations.find((location) => /^\s*javascript:/i.test(location));
  if (script !== undefined) return `The service provider redirects to ${script}.`;
  if (!/html|xml/i.test(contentType)) return undefined;
  if (body.includes('<img src=x onerror=alert(1)>'))
    return 'The page carries the markup unescaped.';
  const link = /(?:href|action|src)=["']?\s*javascript:[^"'>]*/i.exec(body);
  return link ? `The page carries ${link[0]}` : undefined;
}

export const relayStateXss: CatalogueCase = {
  id: 'web-relaystate-xss',
  group: 'web',
  title: 'RelayState carries a script',
  severity: 'high',
  verdict: 'inert',
  basis: ['SAML Bindings 3.5.3 (E90)', 'CWE-79'],
  risk: 'A script of the attacker runs with the session of whoever follows the link.',
  fix: 'Drop a RelayState that is no path of your own, and escape it wherever a page shows it.',
  runs: [
    withRelayState('javascript:', 'javascript:alert(1)', runsScript),
    withRelayState('quote-breaking HTML', markup, runsScript),
    withRelayState('of more than 80 bytes', `/${'a'.repeat(100)}${markup}`, runsScript),
  ],
};
