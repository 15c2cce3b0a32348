import { ns } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { observe } from '../observe.ts';
import { renderResponse } from '../render.ts';
import { assertShown } from '../shown.ts';
import { anyKeyToo } from '../sig/unverified.ts';
import { signXml } from '../sign-xml.ts';

/** Signed by an untrusted key that KeyInfo offers at a URL, which the service provider must not fetch. */
const fetching = (title: string, keyInfo: (url: string) => string): Run => ({
  title,
  play: async (stage) => {
    const { url, hits } = await stage.listener();
    const agent = await stage.newUserAgent();
    const spec = await agent.begin();
    const before = hits();
    const xml = signXml(renderResponse(spec), {
      element: 'Assertion',
      key: spec.cast.stranger,
      keyInfo: keyInfo(url),
    });
    const answer = await agent.post(spec, { xml });
    const seen = await observe(agent, answer, 'KeyInfo offered the key at a URL.');
    const requests = hits() - before;
    if (requests === 0) {
      await assertShown(stage, { withoutTrick: anyKeyToo }, 'reject', seen.outcome);
      return seen;
    }
    return {
      ...seen,
      outcome: 'harm',
      note: `The service provider fetched the key ${requests} time(s).`,
    };
  },
  check: 'signature_key',
});

export const keyInfoFetch: CatalogueCase = {
  id: 'md-keyinfo-fetch',
  group: 'md',
  title: 'A KeyInfo with a URL from which to fetch the key',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 5.4.5', 'xmlseclibs 4.0: server-side request forgery by RetrievalMethod'],
  risk: 'An attacker makes the service provider send requests into its own network, and trust the key that comes back.',
  fix: 'Use only configured keys; never follow a RetrievalMethod or KeyInfoReference.',
  runs: [
    fetching(
      'RetrievalMethod',
      (url) => `<RetrievalMethod Type="${ns.dsig}rawX509Certificate" URI="${url}"/>`,
    ),
    fetching(
      'KeyInfoReference',
      (url) => `<KeyInfoReference xmlns="http://www.w3.org/2009/xmldsig11#" URI="${url}"/>`,
    ),
  ],
};
