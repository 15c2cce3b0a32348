import type { CatalogueCase, Observation, Run } from '../case.ts';
import { observe } from '../observe.ts';
import type { Answer, Stage } from '../stage.ts';
import { markupText, runnableMarkup, scriptUrl } from './page-markup.ts';

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

/** Markup that a browser would run, or a link with a script. A Location with one is a network error (Fetch 4.4). */
function runsScript(answer: Answer): string | undefined {
  const element = runnableMarkup(answer);
  return element === undefined ? undefined : `The page has ${element} from RelayState as markup.`;
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
    withRelayState('javascript:', scriptUrl, runsScript),
    withRelayState('quote-breaking HTML', markupText, runsScript),
    withRelayState('of more than 80 bytes', `/${'a'.repeat(100)}${markupText}`, runsScript),
  ],
};
