import type { CatalogueCase, Run } from '../case.ts';
import { signatureMethod } from '../signature-methods.ts';
import { signIn } from '../web/sign-in.ts';
import { replaceOnce } from '../xml-text.ts';
import { observeLogout, requireService, sendQuery } from './log-out.ts';
import { logoutRequestXml } from './logout-message.ts';
import { lowerCaseEscapes, type RedirectQuery, redirectQuery } from './redirect-query.ts';

/** A LogoutRequest over Redirect, signed with these options, its query then edited. */
const byRedirect = (
  title: string,
  options: Partial<RedirectQuery>,
  edit: (query: string) => string = (query) => query,
): Run => ({
  title,
  needs: ['logout'],
  play: async (stage) => {
    const destination = requireService(stage, 'redirect');
    const { agent, spec } = await signIn(stage, await stage.newUserAgent());
    const query = redirectQuery({
      parameter: 'SAMLRequest',
      xml: logoutRequestXml(spec, { destination }),
      relayState: 'from-the-identity-provider',
      key: spec.cast.idp.privateKey,
      ...options,
    });
    const answer = await sendQuery(agent, destination, edit(query));
    return observeLogout(stage, agent, answer, {
      what: `Query signature: ${title}.`,
      by: 'redirect',
    });
  },
});

export const redirectTampered: CatalogueCase = {
  id: 'slo-redirect-tampered',
  group: 'slo',
  title: 'A logout query changed after signing',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Bindings 3.4.4.1'],
  risk: 'Unsigned values are trusted as if they came from the identity provider.',
  fix: 'Verify the signature over message, RelayState and SigAlg together, with the algorithm that SigAlg names, if you allow it.',
  runs: [
    byRedirect('RelayState changed', {}, (query) =>
      replaceOnce(query, 'RelayState=from', 'RelayState=to'),
    ),
    byRedirect('SigAlg changed', {}, (query) => replaceOnce(query, 'rsa-sha256', 'rsa-sha512')),
    byRedirect('SigAlg unknown, made with SHA-1', {
      sigAlg: 'urn:example:no-such-algorithm',
      digest: 'sha1',
    }),
  ],
};

export const redirectEncoding: CatalogueCase = {
  id: 'slo-redirect-encoding',
  group: 'slo',
  title: 'A validly signed logout query with lower-case escapes',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Bindings 3.4.4.1', 'Entra: single sign-out SAML protocol'],
  risk: 'Logout from Microsoft Entra ID fails for every user.',
  fix: 'Verify the octets of the query as received; do not decode and re-encode them.',
  runs: [
    byRedirect('%2f in place of %2F', {
      encode: lowerCaseEscapes,
      sigAlg: signatureMethod.rsaSha256,
    }),
  ],
};
