import { parseInstant } from '../../saml/instant.ts';
import { confirmationMethod, nameIdFormat } from '../../saml/names.ts';
import type { ResponseEnvelope, VerifiedAssertion } from '../../saml/response.ts';
import { MICROSOFT_ONLINE } from './microsoft-online.ts';

/** What an assertion must agree with. */
export interface Expected {
  issuer: string;
  /** Destination and Recipient. */
  acsUrl: string;
  /** ID of the AuthnRequest that this browser's sign-in sent to this identity provider. */
  inResponseTo: string;
  now: Date;
}

/** How far the clock of an identity provider may be off. In milliseconds. */
const SKEW = 5 * 60_000;

/**
 * What is wrong with the envelope, as a sentence. Its values may be unsigned: they can lead to a refusal only.
 */
export function envelopeFault(
  { version, destination, inResponseTo }: ResponseEnvelope,
  expected: Expected,
): string | undefined {
  if (version !== '2.0') return `The Response has Version "${version}", not 2.0.`;
  if (destination !== undefined && destination !== expected.acsUrl)
    return `The Destination is ${destination}, not ${expected.acsUrl}.`;
  if (inResponseTo !== undefined && inResponseTo !== expected.inResponseTo)
    return `The Response has InResponseTo ${inResponseTo}, its SubjectConfirmationData ${expected.inResponseTo}.`;
  return undefined;
}

/** What is wrong with a verified assertion, as a sentence (SAML Profiles 4.1.4.2, 4.1.4.3). */
export function assertionFault(
  assertion: VerifiedAssertion,
  expected: Expected,
): string | undefined {
  if (assertion.version !== '2.0')
    return `The Assertion has Version "${assertion.version}", not 2.0.`;
  return (
    confirmationFault(assertion, expected) ??
    conditionsFault(assertion, expected) ??
    statementFault(assertion)
  );
}

/** One bearer confirmation must satisfy everything: the Recipient of one and the expiry of another do not add up (SAML Core 2.4.1). */
function confirmationFault(
  { subjectConfirmations }: VerifiedAssertion,
  { acsUrl, inResponseTo, now }: Expected,
): string | undefined {
  const bearers = subjectConfirmations.filter(({ method }) => method === confirmationMethod.bearer);
  const faults = bearers.map((one) => {
    if (one.recipient !== acsUrl)
      return `The Recipient is ${one.recipient ?? 'missing'}, not ${acsUrl}.`;
    if (one.inResponseTo !== inResponseTo)
      return `InResponseTo of the SubjectConfirmationData is ${one.inResponseTo ?? 'missing'}, not the ID of the request, ${inResponseTo}.`;
    if (one.notBefore !== undefined)
      return 'SubjectConfirmationData has NotBefore, which a bearer confirmation must not have (SAML Profiles 4.1.4.2).';
    if (one.notOnOrAfter === undefined)
      return 'SubjectConfirmationData has no NotOnOrAfter (SAML Profiles 4.1.4.2).';
    return overFault('SubjectConfirmationData', one.notOnOrAfter, now);
  });
  if (faults.length === 0) return 'The Subject has no bearer confirmation.';
  return faults.every((fault) => fault !== undefined) ? faults[0] : undefined;
}

function conditionsFault({ conditions }: VerifiedAssertion, { now }: Expected): string | undefined {
  if (!conditions || conditions.audienceRestrictions.length === 0)
    return `The Assertion has no Audience; it must be ${MICROSOFT_ONLINE}.`;
  const other = conditions.audienceRestrictions.find((names) => !names.includes(MICROSOFT_ONLINE));
  if (other) return `The Audience is ${other.join(', ')}, not ${MICROSOFT_ONLINE}.`;
  const [unknown] = conditions.unknown;
  if (unknown !== undefined) return `The condition ${unknown} is not known (SAML Core 2.5.1.1).`;
  const { notBefore, notOnOrAfter } = conditions;
  if (notBefore !== undefined) {
    const begin = instant(notBefore);
    if (begin === undefined) return `NotBefore is "${notBefore}", which is no instant in UTC.`;
    if (begin > now.getTime() + SKEW)
      return `The Assertion is valid from ${notBefore}, and it is ${now.toISOString()} here.`;
  }
  return notOnOrAfter === undefined ? undefined : overFault('Conditions', notOnOrAfter, now);
}

function statementFault({ authnStatements, nameID }: VerifiedAssertion): string | undefined {
  if (authnStatements.length === 0)
    return 'The Assertion has no AuthnStatement (SAML Profiles 4.1.4.2).';
  if (!nameID || nameID.value === '') return 'The Assertion has no NameID.';
  if (nameID.format !== nameIdFormat.persistent)
    return `The NameID has the Format ${nameID.format ?? '(none)'}, not ${nameIdFormat.persistent}.`;
  return undefined;
}

function overFault(where: string, notOnOrAfter: string, now: Date): string | undefined {
  const end = instant(notOnOrAfter);
  if (end === undefined)
    return `NotOnOrAfter of the ${where} is "${notOnOrAfter}", which is no instant in UTC.`;
  return end + SKEW > now.getTime()
    ? undefined
    : `NotOnOrAfter of the ${where} was ${notOnOrAfter}, and it is ${now.toISOString()} here.`;
}

/** In milliseconds; undefined for a malformed one (SAML Core 1.3.3). */
function instant(text: string): number | undefined {
  try {
    return parseInstant(text).getTime();
  } catch {
    return undefined;
  }
}
