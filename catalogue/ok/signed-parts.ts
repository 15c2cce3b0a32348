import type { CatalogueCase } from '../case.ts';
import { signedAssertion, signedResponse, signXml } from '../sign-xml.ts';

export const okAssertionSigned: CatalogueCase = {
  id: 'ok-assertion-signed',
  group: 'ok',
  title: 'Only the Assertion is signed',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Profiles 4.1.4.5 (E26)', 'Entra: Sign SAML assertion, the default'],
  risk: 'Nobody can sign in from an Entra application with its default settings.',
  fix: 'Accept a response whose Assertion carries the signature, rsa-sha256 over exclusive C14N.',
  runs: [{ message: (honest) => ({ xml: signedAssertion(honest) }) }],
};

export const okResponseSigned: CatalogueCase = {
  id: 'ok-response-signed',
  group: 'ok',
  title: 'Only the Response is signed',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Core 5.3', 'Kantara IIP-SSO04', 'Entra: Sign SAML response'],
  risk: 'Identity providers that sign the Response, as many do, cannot be used.',
  fix: 'Let an Assertion inherit the signature of the Response that contains it.',
  runs: [
    {
      needs: ['response-signature-alone'],
      message: (honest) => ({ xml: signedResponse(honest) }),
    },
  ],
};

export const okBothSigned: CatalogueCase = {
  id: 'ok-both-signed',
  group: 'ok',
  title: 'The Assertion is signed, then the Response around it',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-SSO04', 'Entra: Sign SAML response and assertion'],
  risk: 'Tenants that sign both, the strictest setting, cannot be used.',
  fix: 'Verify the outer signature over the Response with the inner Signature still in it, then the inner one.',
  runs: [
    {
      message: (honest) => ({
        xml: signXml(signedAssertion(honest), { element: 'Response', key: honest.cast.idp }),
      }),
    },
  ],
};
