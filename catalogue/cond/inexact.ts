/** Audience and Recipient, compared carelessly. */
import type { CatalogueCase } from '../case.ts';
import { nearMissRuns } from '../near-miss.ts';
import { audienceRestrictionXml } from '../saml-elements.ts';
import { anyAudience, meantFor } from './audience.ts';
import { anyRecipient, confirmedWith } from './confirmation.ts';

export const audienceInexact: CatalogueCase = {
  id: 'cond-audience-inexact',
  group: 'cond',
  title: 'An Audience that is almost your entity ID',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.4', 'SAML Core 1.3.2'],
  risk: 'Another service provider with a similar entity ID can sign in here as any of its users.',
  fix: 'Compare each Audience with your own entity ID, as whole strings, character by character.',
  runs: nearMissRuns({
    kind: 'identifier',
    message: (change) => meantFor((entityId) => audienceRestrictionXml(change(entityId))),
    clause: 'SAML Core 2.5.1.4',
    check: 'audience',
    withoutTrick: anyAudience,
  }),
};

export const recipientInexact: CatalogueCase = {
  id: 'cond-scd-recipient-inexact',
  group: 'cond',
  title: 'A Recipient that is almost the URL of your assertion consumer service',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'Anyone who owns a similar URL can present here an Assertion that was made for it.',
  fix: 'Compare Recipient with the URL of your assertion consumer service, as whole strings.',
  runs: nearMissRuns({
    kind: 'endpoint',
    message: (change) => confirmedWith(({ sp }) => ({ Recipient: change(sp.acs) })),
    clause: 'SAML Profiles 4.1.4.3',
    check: 'recipient',
    withoutTrick: anyRecipient,
  }),
};
