import { withAssertion } from '../change-spec.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { insertLast } from '../xml-text.ts';

/** @param attributes XML of Attribute elements, put after those of the (first) AttributeStatement. */
export const addAttributes = (honest: ResponseSpec, ...attributes: string[]): ResponseSpec =>
  withAssertion(honest, {
    attributes: insertLast(honest.assertion.attributes, 'AttributeStatement', attributes.join('')),
  });
