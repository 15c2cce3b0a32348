import type { CatalogueCase, Observation, Run } from '../case.ts';
import { observe } from '../observe.ts';
import type { Answer, Stage } from '../stage.ts';

const HOST = 'hostile.example.test';

/** A valid sign-in with another RelayState; `betrays` describes what must not be in the response. */
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
    if (fault !== undefined) return { outcome: 'harm', check: answer.check, note: fault };
    return observe(agent, answer, `RelayState ${title}: it had no effect.`);
  },
});

const pageLeadsAway =
  /(?:http-equiv=["']?refresh|location(?:\.href)?\s*=|location\.(?:assign|replace)\()[^>]{0,80}hostile\.example\.test/i;

/** A Location, a refresh or a script that leads to the attacker's host. */
function leadsAway({ locations, body }: Answer, base: string): string | undefined {
  const away = locations.find(
    (location) => URL.canParse(location, base) && new URL(location, base).hostname === HOST,
  );
  if (away !== undefined) return `The service provider redirects to ${away}.`;
  const byPage = pageLeadsAway.exec(body);
  return byPage ? `The page leads to the other site: ${byPage[0]}` : undefined;
}

export const relayStateRedirect: CatalogueCase = {
  id: 'web-relaystate-redirect',
  group: 'web',
  title: 'A RelayState with a URL of another site',
  severity: 'high',
  verdict: 'inert',
  basis: ['SAML Bindings 3.5.3 (E90)', 'CWE-601'],
  risk: "A valid sign-in ends on the attacker's page, which looks like the application.",
  fix: 'Redirect only to your own paths, or keep the target on the server and send a reference to it.',
  runs: [
    withRelayState('absolute', `https://${HOST}/`, leadsAway),
    withRelayState('//host', `//${HOST}/`, leadsAway),
    withRelayState('\\\\host', `\\\\${HOST}/`, leadsAway),
    withRelayState('https:host', `https:${HOST}/`, leadsAway),
  ],
};

const markup = '"><img src=x onerror=alert(1)>';

/** The markup unescaped, or a link or Location with a script. */
function runsScript({ locations, body, contentType }: Answer): string | undefined {
  const script = locations.find((location) => /^\s*javascript:/i.test(location));
  if (script !== undefined) return `The service provider redirects to ${script}.`;
  if (!/html|xml/i.test(contentType)) return undefined;
  if (body.includes('<img src=x onerror=alert(1)>'))
    return 'The page contains the markup unescaped.';
  const link = /(?:href|action|src)=["']?\s*javascript:[^"'>]*/i.exec(body);
  return link ? `The page contains ${link[0]}` : undefined;
}

export const relayStateXss: CatalogueCase = {
  id: 'web-relaystate-xss',
  group: 'web',
  title: 'A RelayState with a script',
  severity: 'high',
  verdict: 'inert',
  basis: ['SAML Bindings 3.5.3 (E90)', 'CWE-79'],
  risk: "The attacker's script runs in the session of anyone who follows the link.",
  fix: 'Ignore a RelayState that is not one of your own paths, and escape it before showing it on a page.',
  runs: [
    withRelayState('javascript:', 'javascript:alert(1)', runsScript),
    withRelayState('quote-breaking HTML', markup, runsScript),
    withRelayState('of more than 80 bytes', `/${'a'.repeat(100)}${markup}`, runsScript),
  ],
};
