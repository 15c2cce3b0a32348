import type { CatalogueCase, MessageRun, OtherMessage } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { signedAfter } from '../proto/change.ts';
import { audienceRestrictionXml } from '../saml-elements.ts';

const otherSp = 'https://other-sp.example.test/saml/metadata';

/** @param content makes the content of Conditions from the entity ID of the service provider. */
export const meantFor = (content: (entityId: string) => string): MessageRun['message'] =>
  signedAfter((honest) => withConditions(honest, { content: content(honest.sp.entityId) }));

/** The audience of another service provider is not refused either. */
export const anyAudience: readonly OtherMessage[] = [
  { of: 'cond-audience-wrong', message: meantFor(() => audienceRestrictionXml(otherSp)) },
];

export const audienceMissing: CatalogueCase = {
  id: 'cond-audience-missing',
  group: 'cond',
  title: 'No AudienceRestriction',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'SAML Core 3.4.1.4'],
  risk: 'Every service provider that sees an Assertion without an audience can use it.',
  fix: 'Require at least one AudienceRestriction.',
  runs: [{ message: meantFor(() => ''), check: 'audience', withoutTrick: anyAudience }],
};

export const audienceWrong: CatalogueCase = {
  id: 'cond-audience-wrong',
  group: 'cond',
  title: 'An Assertion for another service provider',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.4'],
  risk: 'Any other service provider of the same identity provider can sign in here as any of its users.',
  fix: 'Compare each Audience with your own entity ID, as whole strings.',
  runs: [
    {
      title: 'another entity ID',
      message: meantFor(() => audienceRestrictionXml(otherSp)),
      check: 'audience',
    },
    {
      title: 'an empty Audience',
      severity: 'med',
      basis: ['SAML Core 1.3.2', 'SAML Core 2.5.1.4'],
      risk: 'An Assertion that names nobody is taken for one that names you.',
      withoutTrick: anyAudience,
      message: meantFor(() => audienceRestrictionXml('')),
      check: ['audience', 'schema'],
    },
    {
      title: 'your own entity ID inside a longer one',
      message: meantFor((entityId) =>
        audienceRestrictionXml(`https://hostile.example.test/?${entityId}`),
      ),
      withoutTrick: anyAudience,
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
  risk: 'A restriction that the identity provider set on purpose is ignored.',
  fix: 'Require that every AudienceRestriction names your own entity ID, not just one of them.',
  runs: [
    {
      message: meantFor(
        (entityId) => audienceRestrictionXml(entityId) + audienceRestrictionXml(otherSp),
      ),
      validTwin: meantFor(
        (entityId) => audienceRestrictionXml(entityId) + audienceRestrictionXml(entityId),
      ),
      withoutTrick: anyAudience,
      check: 'audience',
    },
  ],
};
