/** SubjectConfirmation (SAML Profiles 4.1.4.3). */
import { isRight } from './compare.ts';
import { attribute, child, children, ns } from './document.ts';
import type { Configuration } from './exchange.ts';
import { bound, SKEW } from './instants.ts';
import { Refusal, type RuleBook } from './rules.ts';

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

export function requireConfirmation(
  assertion: Element,
  configuration: Configuration,
  inResponseTo: string | undefined,
  rules: RuleBook,
): void {
  const subject = child(assertion, ns.assertion, 'Subject', rules);
  const confirmations = subject
    ? children(subject, ns.assertion, 'SubjectConfirmation', rules)
    : [];
  rules.require('confirmation-present', confirmations.length > 0);
  if (confirmations.length === 0) return;
  const failures = confirmations.map((one) => failureOf(one, configuration, inResponseTo, rules));
  if (failures.includes(undefined)) return;
  if (
    !rules.has('one-confirmation') &&
    everyRuleIsMet(confirmations, configuration, inResponseTo, rules)
  )
    return;
  throw failures.findLast((one) => one?.rule !== 'confirmation-bearer') ?? failures[0];
}

function failureOf(
  confirmation: Element,
  configuration: Configuration,
  inResponseTo: string | undefined,
  rules: RuleBook,
): Refusal | undefined {
  try {
    for (const check of confirmationChecks) check(confirmation, configuration, inResponseTo, rules);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Several confirmations taken together: each rule is met by one of them. */
const everyRuleIsMet = (
  confirmations: readonly Element[],
  configuration: Configuration,
  inResponseTo: string | undefined,
  rules: RuleBook,
): boolean =>
  confirmationChecks.every((check) =>
    confirmations.some((one) => {
      try {
        check(one, configuration, inResponseTo, rules);
        return true;
      } catch {
        return false;
      }
    }),
  );

type ConfirmationCheck = (
  confirmation: Element,
  configuration: Configuration,
  inResponseTo: string | undefined,
  rules: RuleBook,
) => void;

const dataOf = (confirmation: Element, rules: RuleBook) =>
  child(confirmation, ns.assertion, 'SubjectConfirmationData', rules);

const confirmationChecks: readonly ConfirmationCheck[] = [
  (one, _, __, rules) => rules.require('confirmation-bearer', attribute(one, 'Method') === BEARER),
  (one, { acs }, _, rules) => {
    const recipient = attribute(dataOf(one, rules), 'Recipient');
    rules.require('recipient-present', recipient !== undefined);
    if (recipient === undefined) return;
    rules.require('recipient-equal', isRight(recipient, acs, 'recipient', rules), recipient);
  },
  (one, _, __, rules) => {
    const data = dataOf(one, rules);
    const expiry = data && bound(data, 'NotOnOrAfter', rules);
    rules.require('confirmation-expiry-present', expiry !== undefined);
    if (expiry !== undefined) rules.require('confirmation-expiry', expiry > Date.now() - SKEW);
  },
  (one, _, __, rules) =>
    rules.require(
      'confirmation-not-before',
      attribute(dataOf(one, rules), 'NotBefore') === undefined,
    ),
  (one, _, inResponseTo, rules) => {
    const id = attribute(dataOf(one, rules), 'InResponseTo');
    rules.require('irt-everywhere', id === inResponseTo, id);
  },
];
