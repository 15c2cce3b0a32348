import type { MessageRun, Verdict } from '../case.ts';
import { asHostile } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { unverified } from '../sig/unverified.ts';
import { bothSigned, signedAssertion, signedResponse } from '../sign-xml.ts';
import { cut, elementText } from '../xml-text.ts';

/** What the attacker has: a message that the identity provider really signed, for the attacker's account. */
export interface Genuine {
  /** The whole Response. */
  readonly xml: string;
  /** The signed element with its Signature, as in the Response. */
  readonly signed: string;
  /** The same without its Signature: exactly what the digest covers, wherever it is moved. */
  readonly stripped: string;
}

/** Only the Response is signed. */
export const genuineResponse = (spec: ResponseSpec): Genuine =>
  partsOf(signedResponse(spec), 'Response');

/** Only the Assertion is signed. */
export const genuineAssertion = (spec: ResponseSpec): Genuine =>
  partsOf(signedAssertion(spec), 'Assertion');

/**
 * Both are signed, and the attacker has removed the Signature of the Response: a service provider that requires both signatures must not
 * accept one.
 */
export function genuineAssertionOfBoth(spec: ResponseSpec): Genuine {
  return partsOf(cut(bothSigned(spec), 'Signature'), 'Assertion');
}

function partsOf(xml: string, element: 'Response' | 'Assertion'): Genuine {
  const signed = elementText(xml, element);
  return { xml, signed, stripped: cut(signed, 'Signature') };
}

export interface Attack {
  /** @param honest the test user, whom the forged part names. */
  readonly build: (genuine: Genuine, honest: ResponseSpec) => string;
  /** How it differs from the other runs of the case; absent for the shape that the title describes. */
  readonly title?: string;
  readonly check?: string | readonly string[];
  readonly verdict?: Verdict;
}

/** One run on a signed Response. */
export const onResponse = (attack: Attack): MessageRun => ({
  ...run(attack, 'Response signed', genuineResponse),
  validTwin: (honest) => ({ xml: signedResponse(honest) }),
});

/** One run on a signed Assertion. */
export const onAssertion = (attack: Attack): MessageRun =>
  run(attack, 'Assertion signed', genuineAssertion);

/** Two runs on a signed Assertion: the Assertion alone was signed, or the Response too. */
export const inBothModes = (attack: Attack): readonly MessageRun[] => [
  onAssertion(attack),
  run(attack, 'both signed, Signature of the Response removed', genuineAssertionOfBoth),
];

const run = (
  { build, title, ...facts }: Attack,
  mode: string,
  genuine: (spec: ResponseSpec) => Genuine,
): MessageRun => ({
  ...facts,
  forged: true,
  withoutTrick: unverified,
  title: title === undefined ? mode : `${title}; ${mode}`,
  message: (honest) => ({ xml: build(genuine(asHostile(honest)), honest) }),
});
