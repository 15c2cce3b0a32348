import type { BasicSaml } from '../idp/index.ts';
import type { Finding, FindingSeverity } from './finding.ts';
import { lintAuthnRequest, lintLogoutRequest } from './lint-request.ts';
import type { Subject } from './read-subjects.ts';
import { formFindings } from './rules/form-rules.ts';
import { metadataFindings, registrationOf } from './rules/metadata-rules.ts';
import { metadata } from './sources.ts';

/** One subject and what was found in it. */
export interface Linted {
  readonly kind: 'metadata' | 'AuthnRequest' | 'LogoutRequest' | 'registration';
  /** Of the input. */
  readonly name: string;
  /** For people: `https://sp.example`, `by HTTP-Redirect`. */
  readonly what: string;
  readonly findings: readonly Finding[];
}

export interface LintReport {
  readonly linted: readonly Linted[];
  /** Sentences: what could not be compared, because it was not given. */
  readonly notChecked: readonly string[];
}

/**
 * Judges metadata and requests as Entra would. Requests are compared with the registration that is given, else with the one that the metadata among
 * the subjects leads to.
 *
 * @param given Basic SAML Configuration of the application in Entra; an empty list is not known
 */
export function lint(
  subjects: readonly Subject[],
  { given, now }: { readonly given: BasicSaml; readonly now: Date },
): LintReport {
  const described = subjects.find((one) => one.kind === 'metadata');
  const derived = described ? registrationOf(described.descriptor) : undefined;
  const registration = known(given, derived);
  const isGiven = given.identifierUris.length + given.replyUrls.length > 0 || given.logoutUrl;
  return {
    linted: [
      ...(isGiven ? [lintedRegistration(given)] : []),
      ...subjects.map((subject) => lintOne(subject, { registration, now })),
    ].map((linted) => ({ ...linted, findings: worstFirst(linted.findings) })),
    notChecked: notChecked(subjects, registration),
  };
}

const order: readonly FindingSeverity[] = ['error', 'warning', 'note'];

/** Entra's own answer is the first error, so the order within a severity stays. */
const worstFirst = (findings: readonly Finding[]) =>
  findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));

/** What was given goes before what metadata says. */
const known = (given: BasicSaml, derived: BasicSaml | undefined): BasicSaml => ({
  identifierUris: either(given.identifierUris, derived?.identifierUris),
  replyUrls: either(given.replyUrls, derived?.replyUrls),
  ...(given.replyUrls.length === 0 && { redirectUriSettings: derived?.redirectUriSettings }),
  logoutUrl: given.logoutUrl ?? derived?.logoutUrl,
});

const either = (first: readonly string[], second: readonly string[] = []) =>
  first.length > 0 ? first : second;

const lintedRegistration = (given: BasicSaml): Linted => ({
  kind: 'registration',
  name: 'the given registration',
  what: 'Identifier, Reply URL and Logout Url',
  findings: formFindings(given).filter(({ found }) => found !== undefined),
});

function lintOne(
  subject: Subject,
  circumstances: { readonly registration: BasicSaml; readonly now: Date },
): Linted {
  const { name } = subject;
  switch (subject.kind) {
    case 'metadata':
      return {
        kind: 'metadata',
        name,
        what: subject.descriptor.entityId,
        findings: metadataFindings(subject.descriptor, circumstances.now),
      };
    case 'unusable-metadata':
      return {
        kind: 'metadata',
        name,
        what: 'cannot be used',
        findings: [unusable(subject.problem)],
      };
    case 'AuthnRequest':
      return {
        kind: subject.kind,
        name,
        what: subject.how,
        findings: lintAuthnRequest(subject.message, circumstances),
      };
    case 'LogoutRequest':
      return {
        kind: subject.kind,
        name,
        what: subject.how,
        findings: lintLogoutRequest(subject.message, circumstances),
      };
  }
}

const unusable = (problem: string): Finding => ({
  id: 'metadata-unusable',
  severity: 'error',
  sentence: `Upload metadata file cannot use it. ${problem}`,
  source: metadata('2.2.2, 2.4.4'),
  fix: 'Correct the metadata at the service provider, and export it again.',
});

function notChecked(
  subjects: readonly Subject[],
  { identifierUris, replyUrls }: BasicSaml,
): string[] {
  const requests = subjects.filter(({ kind }) => kind.endsWith('Request'));
  if (requests.length === 0) return [];
  const unknown = [
    ...(identifierUris.length === 0 ? ['that the Issuer is an Identifier (AADSTS700016)'] : []),
    ...(replyUrls.length === 0 && requests.some(({ kind }) => kind === 'AuthnRequest')
      ? ['that the requested address is a Reply URL (AADSTS50011)']
      : []),
  ];
  return [
    ...(unknown.length === 0
      ? []
      : [
          `${unknown.join(', and ')}: give the metadata of the service provider, or --identifier and --reply-url.`,
        ]),
    ...(requests.some((one) => 'message' in one && one.message.binding === undefined)
      ? [
          'how the request is encoded (AADSTS750055, 750056): give it as it was sent, a URL or a form body.',
        ]
      : []),
  ];
}
