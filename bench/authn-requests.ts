import { randomUUID } from 'node:crypto';
import { loadNames, loadRedirect } from './compiled.ts';
import { serviceProvider } from './subject.ts';

/** `count` different AuthnRequests of the service provider for one path, by HTTP-Redirect. */
export async function authnRequestPaths(path: string, count: number): Promise<string[]> {
  const { encodeRedirect } = await loadRedirect();
  const { binding, ns } = await loadNames();
  return Array.from({ length: count }, () => {
    const url = encodeRedirect({
      endpoint: `http://127.0.0.1${path}`,
      parameter: 'SAMLRequest',
      xml: `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" ID="_${randomUUID()}" Version="2.0" IssueInstant="${new Date().toISOString()}" ProtocolBinding="${binding.post}" AssertionConsumerServiceURL="${serviceProvider.assertionConsumerService}"><saml:Issuer xmlns:saml="${ns.assertion}">${serviceProvider.entityId}</saml:Issuer></samlp:AuthnRequest>`,
      relayState: '/surveys',
    });
    const { pathname, search } = new URL(url);
    return pathname + search;
  });
}
