/** Changes to a valid response before it is signed, used by several groups. Everything else stays valid. */
import type { MessageRun } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { type ConfirmationData, confirmationXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { attributeText, changeAttribute } from '../xml-text.ts';

/** One confirmation with the valid data, except `data`; undefined omits an attribute. */
export function withConfirmation(
  spec: ResponseSpec,
  data: ConfirmationData,
  method?: string,
): ResponseSpec {
  const { confirmations } = spec.assertion;
  const honest = {
    InResponseTo: spec.inResponseTo,
    NotOnOrAfter: attributeText(confirmations, 'SubjectConfirmationData', 'NotOnOrAfter'),
    Recipient: spec.sp.acs,
  };
  return withAssertion(spec, { confirmations: confirmationXml({ ...honest, ...data }, method) });
}

/** The same response for another request, or for none: InResponseTo in the Response and in the confirmation. */
export function answering(spec: ResponseSpec, inResponseTo: string | undefined): ResponseSpec {
  const response = withResponse({ ...spec, inResponseTo }, { inResponseTo });
  return withConfirmation(response, { InResponseTo: inResponseTo });
}

/** The same response with another AuthnInstant. */
export function withAuthnInstant(spec: ResponseSpec, instant: string): ResponseSpec {
  const { authnStatements } = spec.assertion;
  return withAssertion(spec, {
    authnStatements: changeAttribute(authnStatements, 'AuthnStatement', 'AuthnInstant', instant),
  });
}

/** A message run: applies the change, then signs the Assertion with the trusted key. */
export const signedAfter =
  (change: (honest: ResponseSpec) => ResponseSpec): MessageRun['message'] =>
  (honest) => ({ xml: signedAssertion(change(honest)) });
