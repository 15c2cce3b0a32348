import { decodeMessage } from '../../../../../exchanges/decode-message.ts';
import type { Exchange, ExchangeMessage } from '../../../../../exchanges/exchange.ts';
import { type AuthnRequest, readAuthnRequest } from '../../../../../saml/authn-request.ts';
import { SamlError } from '../../../../../saml/errors.ts';
import { claimedSignature } from '../../../../../saml/signed-message.ts';
import type { CheckItem } from '../../../../../web/components/check-list.tsx';
import type { BasicSaml } from '../../../../directory/applications/basic-saml-rules.ts';

/** The AuthnRequest of an exchange; `undefined` when there was none, or none that can be read. */
export function testedRequest({ request }: Exchange): AuthnRequest | undefined {
  const { xml } = request ? decodeMessage(request) : {};
  if (!xml) return undefined;
  try {
    return readAuthnRequest(xml);
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

/** How the request is signed where its binding has the signature: a URI, not verified; `undefined` when it is not. */
export function signatureMethodOf(request: ExchangeMessage): string | undefined {
  if (request.binding === 'HTTP-Redirect')
    return new URLSearchParams(request.query ?? '').get('SigAlg') ?? undefined;
  const { xml } = decodeMessage(request);
  try {
    return xml && claimedSignature(xml)?.method;
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

/** The three things to compare (entra-admin.md 1.7 (5)): what the request says, and what is configured here. */
export function compare(request: AuthnRequest, basic: BasicSaml, loginUrl: string): CheckItem[] {
  const { destination, issuer = '', assertionConsumerServiceURL: acs } = request;
  return [
    {
      name: 'destination',
      title: 'Destination is the Login URL',
      passed: destination === undefined || destination === loginUrl,
      expected: loginUrl,
      found: destination ?? '(not in the request: allowed)',
    },
    {
      name: 'issuer',
      title: 'Issuer is an Identifier (Entity ID)',
      passed: basic.identifierUris.includes(issuer),
      expected: basic.identifierUris.join(', '),
      found: issuer,
    },
    {
      name: 'acs',
      title: 'AssertionConsumerServiceURL is a Reply URL',
      passed: acs === undefined || basic.replyUrls.includes(acs),
      expected: basic.replyUrls.join(', '),
      found: acs ?? '(not in the request: the default Reply URL is used)',
    },
  ];
}
