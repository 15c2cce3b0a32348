/** A Response, rule by rule (SAML Profiles 4.1.4.3). */
import { decrypt } from './decryption.ts';
import { attribute, child, children, ns, readDocument, textOf } from './document.ts';
import { Refusal, type RuleBook } from './rules.ts';
import {
  issuerOf,
  type Signed,
  signaturesIn,
  type TrustedKey,
  verifySignature,
} from './signature.ts';

export interface Configuration {
  readonly entityId: string;
  readonly acs: string;
  /** Entity IDs and keys of the identity providers that are trusted. */
  readonly keys: readonly TrustedKey[];
  /** PEM. */
  readonly decryptionKeys: readonly string[];
  readonly allowUnsolicited: boolean;
}

/** A request that waits for its answer. */
export interface PendingRequest {
  readonly id: string;
  readonly browser: string;
  /** Entity ID of the identity provider that was asked. */
  readonly issuer: string;
  readonly at: number;
  readonly forceAuthn: boolean;
  readonly classRef: string | undefined;
}

export interface Memory {
  /** Removes the request. */
  take(id: string): PendingRequest | undefined;
  find(id: string): PendingRequest | undefined;
  /** False when the Assertion was there already. */
  remember(assertionId: string): boolean;
}

export interface SignIn {
  readonly nameId: string;
  /** NameQualifier and SPNameQualifier. */
  readonly qualifiers: string;
  readonly issuer: string;
  readonly sessionIndex: string | undefined;
  /** ms since 1970; undefined: no bound. */
  readonly expires: number | undefined;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

const SKEW = 180_000; // ms
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const ENTITY = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';

/**
 * Who is to be signed in.
 *
 * @param browser the value of the browser's own cookie
 * @throws {Refusal}
 */
export function acceptResponse(
  base64: string,
  browser: string,
  configuration: Configuration,
  memory: Memory,
  rules: RuleBook,
): SignIn {
  const document = readDocument(base64, rules);
  const root = document.documentElement;
  const named =
    root.localName === 'Response' &&
    (root.namespaceURI === ns.protocol || !rules.has('saml-namespace'));
  if (!named) throw new Refusal('saml-namespace', `It is <${root.nodeName}>.`);
  const { response, assertion, responseSigned } = trusted(document, configuration, rules);

  const request = requestOf(response, browser, configuration, memory, rules);
  requireEnvelope(response, responseSigned, configuration, rules);
  requireIssuers(response, assertion, configuration, request, rules);
  rules.require(
    'response-issuer-present',
    !responseSigned || issuerOf(response, rules) !== undefined,
  );
  rules.require('assertion-version', attribute(assertion.element, 'Version') === '2.0');
  requireInstant(response, rules);
  requireInstant(assertion.element, rules);
  requireConditions(assertion.element, configuration, rules);
  requireConfirmation(assertion.element, configuration, request, rules);
  const statement = requireStatement(assertion.element, request, rules);

  const id = attribute(assertion.element, 'ID') ?? '';
  const consumed = request ? memory.take(request.id) : undefined;
  rules.require('irt-once', !request || consumed !== undefined);
  rules.require('replay', memory.remember(id), id);
  return {
    ...nameIdOf(assertion.element, rules),
    issuer: issuerOf(assertion.element, rules) ?? '',
    attributes: attributesOf(assertion.element, rules),
    ...statement,
  };
}

interface Trusted {
  readonly response: Element;
  readonly responseSigned: boolean;
  readonly assertion: Signed;
}

/** The Response and its Assertion, with who signed them. */
function trusted(
  document: Document,
  { keys, decryptionKeys }: Configuration,
  rules: RuleBook,
): Trusted {
  const root = document.documentElement;
  const signed = new Map<Node, Signed>();
  for (const signature of signaturesIn(document)) {
    const parent = signature.parentNode as Element;
    const inPlace =
      parent === root || (parent.parentNode === root && parent.localName === 'Assertion');
    rules.require('signature-parent', inPlace, parent.nodeName);
    try {
      signed.set(parent, verifySignature(signature, keys, rules));
    } catch (error) {
      if (rules.has('every-signature') || !(error instanceof Refusal)) throw error;
    }
  }
  const whole = signed.get(root);
  const [by] = [...signed.values()].map((one) => one.by);
  const response = whole?.element ?? root;

  const plain = children(response, ns.assertion, 'Assertion', rules);
  const encrypted = children(response, ns.assertion, 'EncryptedAssertion', rules);
  rules.require('encrypted-or-plain', plain.length === 0 || encrypted.length === 0);
  const trust = (element: Element): Signed | undefined =>
    whole ? { element, by: whole.by } : signed.get(element);

  const readable: Signed[] = [];
  for (const one of encrypted) {
    const opened = openEncrypted(one, decryptionKeys, keys, whole, rules);
    if (opened) readable.push(opened);
  }
  for (const one of plain) {
    const found = trust(one);
    if (found) readable.push(found);
    else if (
      signed.size > 0 &&
      plain.length > 1 &&
      rules.has('read-what-was-signed') &&
      rules.has('assertion-by-path') &&
      rules.has('signature-parent')
    )
      rules.require('unsigned-beside-signed', false);
  }
  rules.require('assertion-by-path', everyAssertionIsChild(root));
  const careless = carelessly(root, plain, by, rules);
  if (careless) return { response, assertion: careless, responseSigned: whole !== undefined };
  rules.require('one-assertion', readable.length <= 1, `There are ${readable.length}.`);
  const [assertion] = readable;
  if (assertion) return { response, assertion, responseSigned: whole !== undefined };
  const [unsigned] = plain;
  if (!unsigned) throw new Refusal('one-assertion', 'There is none.');
  rules.require('signature-required', false);
  const anyone = { certificate: '', issuer: issuerOf(unsigned, rules) ?? '' };
  return { response, responseSigned: false, assertion: { element: unsigned, by: anyone } };
}

/** What is read where a good Signature anywhere is taken for one of the whole document. */
function carelessly(
  root: Element,
  plain: readonly Element[],
  by: TrustedKey | undefined,
  rules: RuleBook,
): Signed | undefined {
  if (!by) return undefined;
  const [anywhere] = Array.from(root.getElementsByTagNameNS(ns.assertion, 'Assertion'));
  const found = !rules.has('assertion-by-path')
    ? anywhere
    : rules.has('read-what-was-signed') && rules.has('signature-parent')
      ? undefined
      : plain[0];
  return found && { element: found, by };
}

function everyAssertionIsChild(root: Element): boolean {
  const all = [
    ...Array.from(root.getElementsByTagNameNS(ns.assertion, 'Assertion')),
    ...Array.from(root.getElementsByTagNameNS(ns.protocol, 'Response')),
  ];
  return all.every((one) => one === root || one.parentNode === root);
}

function openEncrypted(
  encrypted: Element,
  decryptionKeys: readonly string[],
  keys: readonly TrustedKey[],
  whole: Signed | undefined,
  rules: RuleBook,
): Signed | undefined {
  const element = decrypt(encrypted, decryptionKeys, rules);
  const signature = child(element, ns.dsig, 'Signature', rules);
  const own = signature && verifySignature(signature, keys, rules);
  if (own) return own;
  if (whole) return { element, by: whole.by };
  rules.require('enc-signed', false);
  return { element, by: { certificate: '', issuer: issuerOf(element, rules) ?? '' } };
}

function requestOf(
  response: Element,
  browser: string,
  { allowUnsolicited }: Configuration,
  memory: Memory,
  rules: RuleBook,
): PendingRequest | undefined {
  const id = attribute(response, 'InResponseTo');
  if (id === undefined) {
    rules.require('irt-present', allowUnsolicited);
    return undefined;
  }
  const request = memory.find(id);
  rules.require('irt-known', request !== undefined, id);
  if (request) rules.require('irt-same-browser', request.browser === browser, id);
  return request;
}

function requireEnvelope(
  response: Element,
  signed: boolean,
  { acs }: Configuration,
  rules: RuleBook,
): void {
  rules.require('response-version', attribute(response, 'Version') === '2.0');
  const destination = attribute(response, 'Destination');
  if (destination === undefined) rules.require('destination-present', !signed);
  else {
    const begins = destination.startsWith(acs);
    rules.require('destination-equal', begins, destination);
    if (begins) rules.require('destination-whole', destination === acs, destination);
  }
  const status = child(response, ns.protocol, 'Status', rules);
  const code = status && attribute(child(status, ns.protocol, 'StatusCode', rules), 'Value');
  rules.require('status-present', code !== undefined);
  if (code !== undefined)
    rules.require('status-success', code === SUCCESS, messageOf(status, rules));
}

const messageOf = (status: Element | undefined, rules: RuleBook) =>
  (status && textOf(child(status, ns.protocol, 'StatusMessage', rules), rules)) ?? '';

function requireIssuers(
  response: Element,
  { element, by }: Signed,
  { keys }: Configuration,
  request: PendingRequest | undefined,
  rules: RuleBook,
): void {
  const known = (issuer: string) => keys.some((key) => key.issuer === issuer);
  const envelope = issuerOf(response, rules);
  if (envelope !== undefined) {
    rules.require('response-issuer', known(envelope), envelope);
    if (request && known(envelope))
      rules.require('key-of-issuer', envelope === request.issuer, envelope);
  }
  const issuer = issuerOf(element, rules);
  rules.require('assertion-issuer-present', issuer !== undefined);
  if (issuer !== undefined) {
    rules.require('assertion-issuer', known(issuer), issuer);
    if (known(issuer) && by.issuer !== '')
      rules.require('key-of-issuer', by.issuer === issuer, issuer);
    if (known(issuer) && request) rules.require('key-of-issuer', issuer === request.issuer, issuer);
  }
  for (const one of [response, element]) {
    const format = attribute(child(one, ns.assertion, 'Issuer', rules), 'Format') ?? ENTITY;
    rules.require('issuer-format', format === ENTITY, format);
  }
}

function requireInstant(element: Element, rules: RuleBook): void {
  const at = instant(attribute(element, 'IssueInstant'));
  rules.require('issue-instant-format', at !== undefined);
  if (at === undefined) return;
  const age = Date.now() - at;
  rules.require('issue-instant-window', age <= 600_000 && age >= -SKEW);
}

/** ms since 1970 of an xs:dateTime in UTC; undefined for anything else. */
function instant(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text))
    return undefined;
  const value = Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

/** A bound that is there must be readable. */
function bound(element: Element, name: string, rules: RuleBook): number | undefined {
  const text = attribute(element, name);
  if (text === undefined) return undefined;
  const value = instant(text);
  rules.require('issue-instant-format', value !== undefined, text);
  return value;
}

function requireConditions(assertion: Element, { entityId }: Configuration, rules: RuleBook): void {
  const conditions = child(assertion, ns.assertion, 'Conditions', rules);
  if (!conditions) {
    rules.require('audience-present', false);
    return;
  }
  const notBefore = bound(conditions, 'NotBefore', rules);
  const notOnOrAfter = bound(conditions, 'NotOnOrAfter', rules);
  if (notBefore !== undefined) rules.require('not-before', notBefore <= Date.now() + SKEW);
  if (notOnOrAfter !== undefined)
    rules.require('not-on-or-after', notOnOrAfter > Date.now() - SKEW);
  for (const one of Array.from(conditions.childNodes)) {
    if (one.nodeType !== 1) continue;
    const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];
    rules.require('unknown-condition', known.includes((one as Element).localName), one.nodeName);
  }
  const restrictions = children(conditions, ns.assertion, 'AudienceRestriction', rules);
  rules.require('audience-present', restrictions.length > 0);
  const outcomes = restrictions.map((one) => audienceFits(one, entityId, rules));
  const fits = rules.has('audience-every') ? outcomes.every(Boolean) : outcomes.some(Boolean);
  if (restrictions.length > 0) rules.require('audience-equal', fits);
}

function audienceFits(restriction: Element, entityId: string, rules: RuleBook): boolean {
  const audiences = children(restriction, ns.assertion, 'Audience', rules).map(
    (one) => textOf(one, rules) ?? '',
  );
  return audiences.some((one) =>
    rules.has('audience-whole')
      ? one === entityId
      : one.includes(entityId) || entityId.includes(one),
  );
}

function requireConfirmation(
  assertion: Element,
  configuration: Configuration,
  request: PendingRequest | undefined,
  rules: RuleBook,
): void {
  const subject = child(assertion, ns.assertion, 'Subject', rules);
  const confirmations = subject
    ? children(subject, ns.assertion, 'SubjectConfirmation', rules)
    : [];
  rules.require('confirmation-present', confirmations.length > 0);
  if (confirmations.length === 0) return;
  const failures = confirmations.map((one) => failureOf(one, configuration, request, rules));
  if (failures.includes(undefined)) return;
  if (
    !rules.has('one-confirmation') &&
    everyRuleIsMet(confirmations, configuration, request, rules)
  )
    return;
  throw failures.findLast((one) => one?.rule !== 'confirmation-bearer') ?? failures[0];
}

function failureOf(
  confirmation: Element,
  configuration: Configuration,
  request: PendingRequest | undefined,
  rules: RuleBook,
): Refusal | undefined {
  try {
    for (const check of confirmationChecks) check(confirmation, configuration, request, rules);
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
  request: PendingRequest | undefined,
  rules: RuleBook,
): boolean =>
  confirmationChecks.every((check) =>
    confirmations.some((one) => {
      try {
        check(one, configuration, request, rules);
        return true;
      } catch {
        return false;
      }
    }),
  );

type ConfirmationCheck = (
  confirmation: Element,
  configuration: Configuration,
  request: PendingRequest | undefined,
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
    const near = recipient.includes(acs) || acs.includes(recipient);
    rules.require('recipient-equal', near, recipient);
    if (near) rules.require('recipient-whole', recipient === acs, recipient);
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
  (one, _, request, rules) => {
    const id = attribute(dataOf(one, rules), 'InResponseTo');
    rules.require('irt-everywhere', id === request?.id || (id === undefined && !request), id);
  },
];

function requireStatement(
  assertion: Element,
  request: PendingRequest | undefined,
  rules: RuleBook,
): Pick<SignIn, 'sessionIndex' | 'expires'> {
  const statement = child(assertion, ns.assertion, 'AuthnStatement', rules);
  rules.require('authn-statement', statement !== undefined);
  if (!statement) return { sessionIndex: undefined, expires: undefined };
  const at = bound(statement, 'AuthnInstant', rules);
  if (at !== undefined) {
    rules.require('authn-instant-future', at <= Date.now() + SKEW);
    if (request?.forceAuthn) rules.require('authn-instant-fresh', at >= request.at - SKEW);
  }
  const context = child(statement, ns.assertion, 'AuthnContext', rules);
  const classRef =
    context && textOf(child(context, ns.assertion, 'AuthnContextClassRef', rules), rules);
  if (request?.classRef) rules.require('authn-context', classRef === request.classRef, classRef);
  const expires = bound(statement, 'SessionNotOnOrAfter', rules);
  if (expires !== undefined) rules.require('session-expiry', expires > Date.now());
  return { sessionIndex: attribute(statement, 'SessionIndex'), expires };
}

function nameIdOf(assertion: Element, rules: RuleBook): Pick<SignIn, 'nameId' | 'qualifiers'> {
  const subject = child(assertion, ns.assertion, 'Subject', rules);
  const element = subject && child(subject, ns.assertion, 'NameID', rules);
  return { nameId: textOf(element, rules) ?? '', qualifiers: qualifiersOf(element) };
}

/** What qualifies a NameID, to be compared. */
export const qualifiersOf = (nameId: Element | undefined): string =>
  JSON.stringify([attribute(nameId, 'NameQualifier'), attribute(nameId, 'SPNameQualifier')]);

function attributesOf(assertion: Element, rules: RuleBook): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const statement of children(assertion, ns.assertion, 'AttributeStatement', rules))
    for (const one of children(statement, ns.assertion, 'Attribute', rules)) {
      const friendly = rules.has('attribute-name') ? undefined : attribute(one, 'FriendlyName');
      const values = children(one, ns.assertion, 'AttributeValue', rules);
      found[friendly ?? attribute(one, 'Name') ?? ''] = values.map(
        (value) => textOf(value, rules) ?? '',
      );
    }
  return found;
}
