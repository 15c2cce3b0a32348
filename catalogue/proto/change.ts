/** Changes of an honest answer that the cases of several groups make before it is signed. Whatever is not named stays honest. */
import type { MessageRun } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { type ConfirmationData, confirmationXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { attributeText, changeAttribute } from '../xml-text.ts';

/** One confirmation with the data of the honest one, except what is given; undefined leaves an attribute out. */
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

/** The same answer to another request, or to none: InResponseTo in the Response and in the confirmation. */
export function answering(spec: ResponseSpec, inResponseTo: string | undefined): ResponseSpec {
  const response = withResponse({ ...spec, inResponseTo }, { inResponseTo });
  return withConfirmation(response, { InResponseTo: inResponseTo });
}

/** The person signed in at another instant: that of the wire. */
export function withAuthnInstant(spec: ResponseSpec, instant: string): ResponseSpec {
  const { authnStatements } = spec.assertion;
  return withAssertion(spec, {
    authnStatements: changeAttribute(authnStatements, 'AuthnStatement', 'AuthnInstant', instant),
  });
}

/** A message run: the change, then the signature of the trusted key over the Assertion. */
export const signedAfter =
  (change: (honest: ResponseSpec) => ResponseSpec): MessageRun['message'] =>
  (honest) => ({ xml: signedAssertion(change(honest)) });
