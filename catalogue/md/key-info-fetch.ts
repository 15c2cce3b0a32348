import { ns } from '../../saml/names.ts';
import type { CatalogueCase, Run } from '../case.ts';
import { observe } from '../observe.ts';
import { renderResponse } from '../render.ts';
import { signXml } from '../sign-xml.ts';

/** Signed by a stranger, whose key is to be had at the URL; nobody may ask for it there. */
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
    const seen = await observe(agent, answer, 'The key was offered at a URL.');
    const requests = hits() - before;
    if (requests === 0) return seen;
    return {
      ...seen,
      outcome: 'hostile',
      note: `The service provider fetched it ${requests} time(s).`,
    };
  },
  check: 'signature_key',
});

export const keyInfoFetch: CatalogueCase = {
  id: 'md-keyinfo-fetch',
  group: 'md',
  title: 'KeyInfo says where the key can be fetched',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 5.4.5', 'xmlseclibs 4.0: server-side request forgery by RetrievalMethod'],
  risk: 'The service provider sends requests into its own network for an attacker, and trusts the key that comes back.',
  fix: 'Use configured keys only; never follow a RetrievalMethod or KeyInfoReference.',
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
