import type { CatalogueCase } from '../case.ts';
import { later } from '../honest.ts';
import { signedAfter, withConfirmation } from '../proto/change.ts';
import type { ResponseSpec } from '../response-spec.ts';
import type { ConfirmationData } from '../saml-elements.ts';

const confirmedWith = (data: (honest: ResponseSpec) => ConfirmationData) =>
  signedAfter((honest) => withConfirmation(honest, data(honest)));

export const confirmationExpired: CatalogueCase = {
  id: 'cond-scd-expired',
  group: 'cond',
  title: 'The confirmation of the subject has expired, the Conditions have not',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'The short time in which an Assertion may be presented is ignored, and a stolen one works for as long as its Conditions.',
  fix: 'Check NotOnOrAfter of SubjectConfirmationData as well as the one of Conditions.',
  runs: [
    {
      message: confirmedWith(({ now }) => ({ NotOnOrAfter: later(now, -10 * 60) })),
      check: 'confirmation_not_on_or_after',
    },
  ],
};

export const confirmationNoExpiry: CatalogueCase = {
  id: 'cond-scd-no-expiry',
  group: 'cond',
  title: 'The confirmation of the subject has no NotOnOrAfter',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'An Assertion without a last moment can be presented at any time.',
  fix: 'Require NotOnOrAfter in the SubjectConfirmationData of a bearer confirmation.',
  runs: [
    {
      message: confirmedWith(() => ({ NotOnOrAfter: undefined })),
      check: 'confirmation_not_on_or_after',
    },
  ],
};

export const confirmationRecipient: CatalogueCase = {
  id: 'cond-scd-recipient',
  group: 'cond',
  title: 'The Assertion was made to be presented elsewhere, or nowhere in particular',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'SAML Profiles 4.1.4.3'],
  risk: 'Another service provider signs in here as each of its users.',
  fix: 'Compare Recipient with the URL of the assertion consumer service as a whole string; require it.',
  runs: [
    {
      title: 'no Recipient',
      message: confirmedWith(() => ({ Recipient: undefined })),
      check: 'recipient',
    },
    {
      title: 'another service provider',
      message: confirmedWith(() => ({ Recipient: 'https://other-sp.example.test/saml/assert' })),
      check: 'recipient',
    },
    {
      title: 'the right URL as part of another',
      message: confirmedWith(({ sp }) => ({
        Recipient: `https://hostile.example.test/?${sp.acs}`,
      })),
      check: 'recipient',
    },
  ],
};

export const confirmationNotBefore: CatalogueCase = {
  id: 'cond-scd-notbefore',
  group: 'cond',
  title: 'The confirmation of the subject has a NotBefore',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'A confirmation that may not be used yet is used.',
  fix: 'Refuse a bearer confirmation with NotBefore, at the least while it is in the future.',
  runs: [
    {
      title: 'in the future',
      message: confirmedWith(({ now }) => ({ NotBefore: later(now, 10 * 60) })),
      check: 'confirmation_not_before',
    },
    {
      title: 'in the past',
      verdict: 'policy',
      message: confirmedWith(({ now }) => ({ NotBefore: later(now, -5 * 60) })),
      check: 'confirmation_not_before',
    },
  ],
};

export const confirmationAddress: CatalogueCase = {
  id: 'cond-scd-address',
  group: 'cond',
  title: 'The confirmation names the address of another client',
  severity: 'low',
  verdict: 'policy',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'A stolen Assertion is presented from somewhere else; checking the address can refuse honest people behind a proxy.',
  fix: 'Decide whether Address is checked, and write the decision down.',
  runs: [
    {
      message: confirmedWith(() => ({ Address: '192.0.2.77' })), // RFC 5737: belongs to nobody
      check: 'confirmation_address',
    },
  ],
};
