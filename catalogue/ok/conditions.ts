import { confirmationMethod } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { withAssertion, withConditions } from '../change-spec.ts';
import { later } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { audienceRestrictionXml, confirmationXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';

const other = 'https://other.example.test/metadata';

const withContent = (honest: ResponseSpec, content: string) => ({
  xml: signedAssertion(withConditions(honest, { content })),
});

export const okMultiAudience: CatalogueCase = {
  id: 'ok-multi-audience',
  group: 'ok',
  title: 'Several Audiences and AudienceRestrictions, all valid for the service provider',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Core 2.5.1.4 (E46)'],
  risk: 'Assertions for a group of applications are refused.',
  fix: 'Require one matching Audience in each AudienceRestriction; the others may be different.',
  runs: [
    {
      title: 'second Audience of one restriction',
      message: (honest) => withContent(honest, audienceRestrictionXml(other, honest.sp.entityId)),
    },
    {
      title: 'two restrictions',
      message: (honest) =>
        withContent(
          honest,
          audienceRestrictionXml(honest.sp.entityId) + audienceRestrictionXml(honest.sp.entityId),
        ),
    },
  ],
};

export const okOneTimeUse: CatalogueCase = {
  id: 'ok-one-time-use',
  group: 'ok',
  title: 'An Assertion with OneTimeUse, presented once',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Core 2.5.1.5'],
  risk: 'Users cannot sign in from identity providers that add OneTimeUse.',
  fix: 'Support the condition OneTimeUse: accept the Assertion the first time.',
  runs: [
    {
      message: (honest) =>
        withContent(honest, `${honest.assertion.conditions.content}<OneTimeUse/>`),
    },
  ],
};

const confirmedUntil = (honest: ResponseSpec, seconds: number) =>
  confirmationXml({
    InResponseTo: honest.inResponseTo,
    NotOnOrAfter: later(honest.now, seconds),
    Recipient: honest.sp.acs,
  });

export const okSkewInside: CatalogueCase = {
  id: 'ok-skew-inside',
  group: 'ok',
  title: 'Clocks two minutes apart',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML2int SDP-G01 (3 to 5 minutes)', 'SAML Errata 05 E92'],
  risk: 'Sign-in fails now and then because two clocks differ a little.',
  fix: 'Allow a clock skew of 3 to 5 minutes at both ends of every time window.',
  runs: [
    {
      title: 'NotBefore of Conditions is 2 minutes ahead',
      message: (honest) => {
        const notBefore = later(honest.now, 120);
        return { xml: signedAssertion(withConditions(honest, { notBefore })) };
      },
    },
    {
      title: 'NotOnOrAfter of Conditions is 2 minutes ago',
      message: (honest) => {
        const notOnOrAfter = later(honest.now, -120);
        return { xml: signedAssertion(withConditions(honest, { notOnOrAfter })) };
      },
    },
    {
      title: 'NotOnOrAfter of the SubjectConfirmation is 2 minutes ago',
      message: (honest) => {
        const confirmations = confirmedUntil(honest, -120);
        return { xml: signedAssertion(withAssertion(honest, { confirmations })) };
      },
    },
  ],
};

export const okTwoConfirmations: CatalogueCase = {
  id: 'ok-two-confirmations',
  group: 'ok',
  title: 'A SubjectConfirmation of another method before the bearer one',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Core 2.4.1', 'SAML Profiles 4.1.4.2'],
  risk: 'Users cannot sign in from identity providers that send more than one SubjectConfirmation.',
  fix: 'Look at every SubjectConfirmation; one that satisfies all the rules is enough.',
  runs: [
    {
      message: (honest) => {
        const { confirmations } = honest.assertion;
        const first = `<SubjectConfirmation Method="${confirmationMethod.senderVouches}"/>`;
        return {
          xml: signedAssertion(withAssertion(honest, { confirmations: first + confirmations })),
        };
      },
    },
  ],
};
