import type { CatalogueCase, MessageMaker, OtherMessage } from '../case.ts';
import { later } from '../honest.ts';
import { signedAfter, withConfirmation } from '../proto/change.ts';
import type { ResponseSpec } from '../response-spec.ts';
import type { ConfirmationData } from '../saml-elements.ts';

/** The same Assertion with other confirmation data. */
export const confirmedWith = (data: (honest: ResponseSpec) => ConfirmationData) =>
  signedAfter((honest) => withConfirmation(honest, data(honest)));

const expired: MessageMaker = confirmedWith(({ now }) => ({ NotOnOrAfter: later(now, -60 * 60) }));

const forOther: MessageMaker = confirmedWith(() => ({
  Recipient: 'https://other-sp.example.test/saml/assert',
}));

/** An expired confirmation is not refused either. */
const anyExpiry: readonly OtherMessage[] = [{ of: 'cond-scd-expired', message: expired }];

/** The Recipient of another service provider is not refused either. */
export const anyRecipient: readonly OtherMessage[] = [
  { of: 'cond-scd-recipient', message: forOther },
];

export const confirmationExpired: CatalogueCase = {
  id: 'cond-scd-expired',
  group: 'cond',
  title: 'The SubjectConfirmation has expired, the Conditions have not',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'A stolen Assertion works until its Conditions expire, well past the short time in which it may be presented.',
  fix: 'Check NotOnOrAfter of SubjectConfirmationData, as well as that of Conditions.',
  runs: [
    {
      message: expired,
      check: 'confirmation_not_on_or_after',
    },
  ],
};

export const confirmationNoExpiry: CatalogueCase = {
  id: 'cond-scd-no-expiry',
  group: 'cond',
  title: 'SubjectConfirmationData without NotOnOrAfter',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'A stolen Assertion that never expires can be presented at any time.',
  fix: 'Require NotOnOrAfter in the SubjectConfirmationData of a bearer confirmation.',
  runs: [
    {
      message: confirmedWith(() => ({ NotOnOrAfter: undefined })),
      withoutTrick: anyExpiry,
      check: 'confirmation_not_on_or_after',
    },
  ],
};

export const confirmationRecipient: CatalogueCase = {
  id: 'cond-scd-recipient',
  group: 'cond',
  title: 'A Recipient that is missing or another service provider',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'SAML Profiles 4.1.4.3'],
  risk: 'Another service provider can sign in here as any of its users.',
  fix: 'Require Recipient, and compare it with the URL of your assertion consumer service, as whole strings.',
  runs: [
    {
      title: 'no Recipient',
      severity: 'med',
      basis: ['SAML Profiles 4.1.4.2'],
      risk: 'Only the audience still limits where the Assertion may be presented.',
      withoutTrick: anyRecipient,
      message: confirmedWith(() => ({ Recipient: undefined })),
      check: 'recipient',
    },
    {
      title: 'another service provider',
      message: forOther,
      check: 'recipient',
    },
    {
      title: 'the right URL inside a longer one',
      message: confirmedWith(({ sp }) => ({
        Recipient: `https://hostile.example.test/?${sp.acs}`,
      })),
      withoutTrick: anyRecipient,
      check: 'recipient',
    },
  ],
};

export const confirmationNotBefore: CatalogueCase = {
  id: 'cond-scd-notbefore',
  group: 'cond',
  title: 'SubjectConfirmationData with NotBefore',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'An Assertion is used before the identity provider allows it.',
  fix: 'Refuse a bearer confirmation with NotBefore, at least while it is in the future.',
  runs: [
    {
      title: 'in the future',
      message: confirmedWith(({ now }) => ({ NotBefore: later(now, 60 * 60) })),
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
  title: 'SubjectConfirmationData with the address of another client',
  severity: 'low',
  verdict: 'policy',
  basis: ['SAML Profiles 4.1.4.2'],
  risk: 'A stolen Assertion can be presented from another address; but checking it can lock out users behind a proxy.',
  fix: 'Decide whether to check Address, and document the decision.',
  runs: [
    {
      message: confirmedWith(() => ({ Address: '192.0.2.77' })), // RFC 5737: for documentation, never assigned
      check: 'confirmation_address',
    },
  ],
};
