import type { CatalogueCase } from '../case.ts';
import { bothSigned, signedAssertion, signedResponse } from '../sign-xml.ts';

export const okAssertionSigned: CatalogueCase = {
  id: 'ok-assertion-signed',
  group: 'ok',
  title: 'Only the Assertion is signed',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Profiles 4.1.4.5 (E26)', 'Entra: Sign SAML assertion, the default'],
  risk: 'Users cannot sign in from an Entra application with default settings.',
  fix: 'Accept a Response in which only the Assertion is signed, with rsa-sha256 over exclusive C14N.',
  runs: [{ message: (honest) => ({ xml: signedAssertion(honest) }) }],
};

export const okResponseSigned: CatalogueCase = {
  id: 'ok-response-signed',
  group: 'ok',
  title: 'Only the Response is signed',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Core 5.3', 'Kantara IIP-SSO04', 'Entra: Sign SAML response'],
  risk: 'Users cannot sign in from identity providers that sign the Response, as many do.',
  fix: 'Treat an Assertion inside a signed Response as signed.',
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
  title: 'Both the Assertion and the Response are signed',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-SSO04', 'Entra: Sign SAML response and assertion'],
  risk: 'Users cannot sign in from tenants that sign both, the strictest setting.',
  fix: 'Verify the signature of the Response with the Signature of the Assertion still in place, then that of the Assertion.',
  runs: [
    {
      message: (honest) => ({ xml: bothSigned(honest) }),
    },
  ],
};
