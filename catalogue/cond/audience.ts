import type { CatalogueCase, MessageRun } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { signedAfter } from '../proto/change.ts';
import { audienceRestrictionXml } from '../saml-elements.ts';

const otherSp = 'https://other-sp.example.test/saml/metadata';

/** @param content what is inside Conditions, from our own entity ID. */
const meantFor = (content: (entityId: string) => string): MessageRun['message'] =>
  signedAfter((honest) => withConditions(honest, { content: content(honest.sp.entityId) }));

export const audienceMissing: CatalogueCase = {
  id: 'cond-audience-missing',
  group: 'cond',
  title: 'No AudienceRestriction',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'SAML Core 3.4.1.4'],
  risk: 'An Assertion for nobody in particular is good for every service provider that sees it.',
  fix: 'Require at least one AudienceRestriction.',
  runs: [{ message: meantFor(() => ''), check: 'audience' }],
};

export const audienceWrong: CatalogueCase = {
  id: 'cond-audience-wrong',
  group: 'cond',
  title: 'The Assertion is meant for another service provider',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.4'],
  risk: 'Any other service provider of the same identity provider signs in here as each of its users.',
  fix: 'Compare each Audience with the own entity ID as a whole string.',
  runs: [
    {
      title: 'another entity ID',
      message: meantFor(() => audienceRestrictionXml(otherSp)),
      check: 'audience',
    },
    {
      title: 'an empty Audience',
      message: meantFor(() => audienceRestrictionXml('')),
      check: ['audience', 'schema'],
    },
    {
      title: 'the own entity ID as part of another',
      message: meantFor((entityId) =>
        audienceRestrictionXml(`https://hostile.example.test/?${entityId}`),
      ),
      check: 'audience',
    },
  ],
};

export const twoRestrictions: CatalogueCase = {
  id: 'cond-two-restrictions',
  group: 'cond',
  title: 'Two AudienceRestrictions, only one of which names the service provider',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.4 (E46)'],
  risk: 'A restriction that somebody added on purpose is ignored.',
  fix: 'Every AudienceRestriction must hold, not just one of them.',
  runs: [
    {
      message: meantFor(
        (entityId) => audienceRestrictionXml(entityId) + audienceRestrictionXml(otherSp),
      ),
      check: 'audience',
    },
  ],
};
