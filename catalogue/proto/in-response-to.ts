import type { CatalogueCase, MessageMaker, OtherMessage } from '../case.ts';
import { answering, signedAfter } from './change.ts';

const unknownRequest: MessageMaker = signedAfter((honest) => answering(honest, honest.newId()));

/** A response to a request that was never made is not refused either. */
export const anyRequest: readonly OtherMessage[] = [
  { of: 'proto-irt-unknown', message: unknownRequest },
];

export const irtMissing: CatalogueCase = {
  id: 'proto-irt-missing',
  group: 'proto',
  title: 'A response to a request, without InResponseTo',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2', 'SAML Profiles 4.1.4.3'],
  risk: 'A stolen or unsolicited Response completes any sign-in in progress.',
  fix: 'If sign-in starts at your service provider, require InResponseTo in SubjectConfirmationData.',
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
  title: 'An InResponseTo that was never requested',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3', 'SAML Profiles 4.1.5'],
  risk: 'Anyone who has an Assertion for this service provider can use it at any time.',
  fix: 'Look up InResponseTo among the pending requests, and refuse the Response if it is not one of them.',
  runs: [
    {
      message: unknownRequest,
      check: 'in_response_to',
    },
  ],
};
