import type { AddressInfo } from 'node:net';
import { buildSp } from '../../../sp/index.ts';
import { HttpClient } from '../../../web/testing/http-client.ts';
import type { ServiceProviderFacts } from './contoso.ts';

export interface TrustedIdp {
  entityId: string;
  loginUrl: string;
  certificates: Uint8Array[];
}

export interface Received {
  refusedBy: string | undefined;
  signedInAs: string | undefined;
}

const PROBLEM = 'application/problem+json';
const companyId = 'contoso';

/** The service provider, listening on a free loopback port, with a company and the employee B.Simon. */
export async function startPeakon() {
  let url = '';
  const sp = await buildSp({ file: ':memory:', publicUrl: () => url, clock: () => new Date() });
  await sp.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(sp.app.server.address() as AddressInfo).port}`;

  const { administration } = sp;
  const email = 'B.Simon@contoso.com';
  await administration.createCompany({ id: companyId, name: 'Contoso' });
  await administration.addEmployee({ companyId, firstName: 'B', lastName: 'Simon', email });
  const facts: ServiceProviderFacts = {
    entityId: `${url}/saml/${companyId}/metadata`,
    assertionConsumerService: `${url}/saml/${companyId}/assert`,
  };
  return {
    ...facts,
    employee: email,
    trust: ({ entityId, loginUrl, certificates }: TrustedIdp) =>
      administration.enableSingleSignOn(companyId, {
        ssoLoginUrl: loginUrl,
        idpEntityId: entityId,
        certificates,
      }),
    /** Starts a sign-in at the login page: the address that it redirects to, and the browser, which has the cookie of the request. */
    async startSignIn() {
      const browser = new HttpClient();
      const { headers } = await browser.send(`${url}/login?company=${companyId}`);
      return { browser, url: new URL(headers.get('location') ?? '') };
    },

    /** Posts a response in the browser; returns the check that refused it, if any, and the signed-in user afterwards. */
    async receive(samlResponse: string, browser = new HttpClient()): Promise<Received> {
      const form = { SAMLResponse: samlResponse };
      await browser.post(facts.assertionConsumerService, form, PROBLEM);
      const refusedBy =
        browser.status < 400 ? undefined : (JSON.parse(browser.html) as { check: string }).check;
      await browser.open(`${url}/api/whoami`);
      const signedInAs =
        browser.status === 200 ? (JSON.parse(browser.html) as { email: string }).email : undefined;
      return { refusedBy, signedInAs };
    },

    async metadata(): Promise<string> {
      const answer = await fetch(facts.entityId);
      return answer.text();
    },

    close: () => sp.close(),
  };
}
