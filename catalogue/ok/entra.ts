import type { CatalogueCase } from '../case.ts';
import { addAttributes, withAssertion, withConditions, withResponse } from '../change-spec.ts';
import { claimNames, later } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeXml, authnStatementXml, confirmationXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';

/** Round-trip format of .NET: ticks of 100 ns. */
const sevenDigits = (now: Date, seconds: number) => later(now, seconds).replace('Z', '0000Z');

/** The shape shown in Microsoft's documentation (entra-saml.md 2.2, SSO text). */
function documentedShape(honest: ResponseSpec): ResponseSpec {
  const { now, inResponseTo, sp, assertion } = honest;
  const issueInstant = sevenDigits(now, 0);
  const windowed = withConditions(honest, {
    notBefore: issueInstant,
    notOnOrAfter: sevenDigits(now, 70 * 60),
  });
  const altered = withAssertion(windowed, {
    issueInstant,
    confirmations: confirmationXml({
      InResponseTo: inResponseTo,
      NotOnOrAfter: sevenDigits(now, 5 * 60),
      Recipient: sp.acs,
    }),
    authnStatements: authnStatementXml({
      authnInstant: sevenDigits(now, -7 * 60 * 60),
      sessionIndex: assertion.id,
    }),
  });
  return withResponse(altered, { issueInstant });
}

export const okEntraShape: CatalogueCase = {
  id: 'ok-entra-shape',
  group: 'ok',
  title: 'The response that Entra documents: seven-digit fractions, windows of 70 and 5 minutes',
  severity: 'high',
  verdict: 'accept',
  basis: ['Microsoft: Single sign-on SAML protocol', 'SAML Core 1.3.3'],
  risk: 'Sign-in from Entra fails, either always or some hours after the first sign-in of the day.',
  fix: 'Accept second fractions of any length, statements in either order, and an AuthnInstant hours ago.',
  runs: [{ message: (honest) => ({ xml: signedAssertion(documentedShape(honest)) }) }],
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
