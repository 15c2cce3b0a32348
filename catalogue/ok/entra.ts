import type { CatalogueCase } from '../case.ts';
import { addAttributes, withAssertion, withConditions, withResponse } from '../change-spec.ts';
import { claimNames, later } from '../honest.ts';
import { signedAfter, withAuthnInstant, withConfirmation } from '../proto/change.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';

/** Round-trip format of .NET: ticks of 100 ns. */
const ofDotNet = (instants: string) => instants.replace(/(\.\d{3})Z/g, '$10000Z');

/** All instants with seven digits after the second. */
function withTicks(honest: ResponseSpec): ResponseSpec {
  const { issueInstant = '', confirmations, authnStatements } = honest.assertion;
  const { notBefore = '', notOnOrAfter = '' } = honest.assertion.conditions;
  const conditions = { notBefore: ofDotNet(notBefore), notOnOrAfter: ofDotNet(notOnOrAfter) };
  const assertion = withAssertion(withConditions(honest, conditions), {
    issueInstant: ofDotNet(issueInstant),
    confirmations: ofDotNet(confirmations),
    authnStatements: ofDotNet(authnStatements),
  });
  return withResponse(assertion, { issueInstant: ofDotNet(honest.response.issueInstant ?? '') });
}

/** NotBefore is IssueInstant, with no allowance for skew; the windows are 70 and 5 minutes. */
const withWindows = (honest: ResponseSpec): ResponseSpec =>
  withConfirmation(
    withConditions(honest, {
      notBefore: later(honest.now, 0),
      notOnOrAfter: later(honest.now, 70 * 60),
    }),
    { NotOnOrAfter: later(honest.now, 5 * 60) },
  );

const hoursAgo = (honest: ResponseSpec): ResponseSpec =>
  withAuthnInstant(honest, later(honest.now, -7 * 60 * 60));

/** As Microsoft's documentation shows it (entra-saml.md 2.2, SSO text). */
export const okEntraShape: CatalogueCase = {
  id: 'ok-entra-shape',
  group: 'ok',
  title: 'The response that Entra documents',
  severity: 'high',
  verdict: 'accept',
  basis: ['Microsoft: Single sign-on SAML protocol', 'SAML Core 1.3.3'],
  risk: 'Sign-in from Entra fails, either always or some hours after the first sign-in of the day.',
  fix: 'Accept second fractions of any length, short windows, and an AuthnInstant hours ago.',
  runs: [
    {
      title: 'fractions of seven digits',
      fix: 'Accept second fractions of any length.',
      message: signedAfter(withTicks),
    },
    {
      title: 'windows of 70 and 5 minutes that start with IssueInstant',
      basis: ['Microsoft: Single sign-on SAML protocol'],
      fix: 'Allow a clock skew of 3 to 5 minutes, and confirmations that last only minutes.',
      message: signedAfter(withWindows),
    },
    {
      title: 'AuthnInstant seven hours ago',
      basis: ['Microsoft: Single sign-on SAML protocol', 'SAML Core 2.7.2'],
      risk: 'Sign-in from Entra fails some hours after the first sign-in of the day.',
      fix: 'Accept any past AuthnInstant unless the request said ForceAuthn.',
      message: signedAfter(hoursAgo),
    },
  ],
};

export const okEntraGroupsOverage: CatalogueCase = {
  id: 'ok-entra-groups-overage',
  group: 'ok',
  title: 'A groups.link claim instead of more than 150 groups',
  severity: 'med',
  verdict: 'accept',
  basis: ['Microsoft: SAML token claims reference, groups overage'],
  risk: 'Users in many groups cannot sign in, or the link is read as a group.',
  fix: 'Treat groups.link as "groups unknown": neither a group nor an error.',
  runs: [
    {
      message: (honest) => {
        const link = attributeXml(
          `${claimNames.microsoft}groups.link`,
          'https://graph.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/users/aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb/getMemberObjects',
        );
        return { xml: signedAssertion(addAttributes(honest, link)) };
      },
    },
  ],
};
