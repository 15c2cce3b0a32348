import type { CatalogueCase, MessageMaker, PlayedRun } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import { observe } from '../observe.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { issuerXml, responseIssuerXml } from '../saml-elements.ts';
import { opensSession, present } from '../shown.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { NotShown, type Stage } from '../stage.ts';
import { withConfirmation } from './change.ts';

/** @throws {TypeError} when the cast has none */
function secondIdp({ cast }: ResponseSpec) {
  if (!cast.secondIdp) throw new TypeError('This run needs a second identity provider.');
  return cast.secondIdp;
}

/** A valid message of the second identity provider. */
function bySecondIdp(spec: ResponseSpec) {
  const other = secondIdp(spec);
  const response = withResponse(spec, { issuer: responseIssuerXml(other.entityId) });
  const assertion = withAssertion(response, { issuer: issuerXml(other.entityId) });
  return { xml: signXml(renderResponse(assertion), { element: 'Assertion', key: other.key }) };
}

/** A service provider that does not trust the second identity provider refuses everything of it, which shows where unsolicited responses are allowed. */
async function assertTrusted(stage: Stage): Promise<void> {
  if (await opensSession(stage, bySecondIdp, true)) return;
  if (await opensSession(stage, (spec) => ({ xml: signedAssertion(spec) }), true))
    throw new NotShown(
      'It refuses every response of the second identity provider, so it may not trust it.',
    );
}

/** Something that only the second identity provider could sign, in a sign-in that started at the first. */
const fromSecondIdp = (
  title: string,
  message: MessageMaker,
  check: PlayedRun['check'],
): PlayedRun => ({
  title,
  needs: ['solicited', 'second-idp'],
  play: async (stage) => {
    const { agent, answer } = await present(stage, { message });
    const seen = await observe(
      agent,
      answer,
      'The request went to another identity provider than the one that answered.',
    );
    if (seen.outcome === 'none' && seen.check === undefined) await assertTrusted(stage);
    return seen;
  },
  ...(check !== undefined && { check }),
});

export const otherTrustedIdp: CatalogueCase = {
  id: 'proto-other-trusted-idp',
  group: 'proto',
  title: 'A response from a trusted identity provider other than the one asked',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2026-49284', 'SAML Profiles 4.1.4.3'],
  risk: 'Every trusted identity provider can sign in as the users of every other one.',
  fix: 'Remember which identity provider a request went to, and accept the response only from that one.',
  runs: [
    fromSecondIdp(
      'InResponseTo only in the unsigned Response, not in the Assertion',
      (honest) => bySecondIdp(withConfirmation(honest, { InResponseTo: undefined })),
      ['response_issuer', 'issuer', 'in_response_to_agrees'],
    ),
    fromSecondIdp('InResponseTo also in the Assertion', bySecondIdp, ['response_issuer', 'issuer']),
    fromSecondIdp(
      'its key, in the name of the identity provider that was asked',
      (honest) => ({
        xml: signXml(renderResponse(honest), { element: 'Assertion', key: secondIdp(honest).key }),
      }),
      'signature_key',
    ),
  ],
};
