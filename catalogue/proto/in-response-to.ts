import type { CatalogueCase } from '../case.ts';
import { answering, signedAfter } from './change.ts';

export const irtMissing: CatalogueCase = {
  id: 'proto-irt-missing',
  group: 'proto',
  title: 'The answer to a request does not say so',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2', 'SAML Profiles 4.1.4.3'],
  risk: 'A stolen or unsolicited Response is taken for the answer to whatever sign-in is under way.',
  fix: 'Where sign-in starts at the service provider, require InResponseTo in the confirmation data.',
  runs: [
    {
      needs: ['solicited', 'unsolicited-refused'],
      message: signedAfter((honest) => answering(honest, undefined)),
      check: 'in_response_to',
    },
  ],
};

export const irtUnknown: CatalogueCase = {
  id: 'proto-irt-unknown',
  group: 'proto',
  title: 'The answer to a request that was never sent',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3', 'SAML Profiles 4.1.5'],
  risk: 'Whoever holds an Assertion for this service provider can use it at any time.',
  fix: 'Look InResponseTo up among the requests that are waiting; refuse one that is not there.',
  runs: [
    {
      message: signedAfter((honest) => answering(honest, honest.newId())),
      check: 'in_response_to',
    },
  ],
};
