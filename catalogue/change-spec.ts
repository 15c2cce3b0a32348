import type { ResponseSpec } from './response-spec.ts';
import { insertLast, replaceOnce } from './xml-text.ts';

type Conditions = ResponseSpec['assertion']['conditions'];

/** The same message with other fields of the Response element. */
export const withResponse = (
  spec: ResponseSpec,
  response: Partial<ResponseSpec['response']>,
): ResponseSpec => ({ ...spec, response: { ...spec.response, ...response } });

/** The same message with other fields of the Assertion. */
export const withAssertion = (
  spec: ResponseSpec,
  assertion: Partial<ResponseSpec['assertion']>,
): ResponseSpec => ({ ...spec, assertion: { ...spec.assertion, ...assertion } });

/** The same message with other Conditions. */
export const withConditions = (spec: ResponseSpec, conditions: Partial<Conditions>): ResponseSpec =>
  withAssertion(spec, { conditions: { ...spec.assertion.conditions, ...conditions } });

/** The same message with more attributes. @param attributes XML of Attribute elements, put last in the first AttributeStatement. */
export const addAttributes = (spec: ResponseSpec, ...attributes: string[]): ResponseSpec =>
  withAssertion(spec, {
    attributes: insertLast(spec.assertion.attributes, 'AttributeStatement', attributes.join('')),
  });

/** The same response without a request (SAML Profiles 4.1.5). */
export function asUnsolicited(honest: ResponseSpec): ResponseSpec {
  const { confirmations } = honest.assertion;
  const answer = withResponse({ ...honest, inResponseTo: undefined }, { inResponseTo: undefined });
  if (honest.inResponseTo === undefined) return answer;
  return withAssertion(answer, {
    confirmations: replaceOnce(confirmations, / InResponseTo="[^"]*"/, ''),
  });
}
