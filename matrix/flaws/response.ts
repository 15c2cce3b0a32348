/** A Response, rule by rule (SAML Profiles 4.1.4.3). */
import { isRight } from './compare.ts';
import { requireConditions } from './conditions.ts';
import { requireConfirmation } from './confirmation.ts';
import { attribute, child, children, ns, readDocument, textOf } from './document.ts';
import type { Configuration, Memory, PendingRequest, SignIn } from './exchange.ts';
import { bound, requireInstant, SKEW } from './instants.ts';
import { Refusal, type RuleBook } from './rules.ts';
import { issuerOf, type Signed } from './signature.ts';
import { trusted } from './trusted-assertion.ts';

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
  requireConfirmation(assertion.element, configuration, attribute(response, 'InResponseTo'), rules);
  const statement = requireStatement(assertion.element, request, rules);

  const id = attribute(assertion.element, 'ID') ?? '';
  if (request && rules.has('irt-once')) memory.take(request.id);
  rules.require('replay', memory.remember(id), id);
  return {
    ...nameIdOf(assertion.element, root, rules),
    issuer: issuerOf(assertion.element, rules) ?? '',
    attributes: attributesOf(assertion.element, rules),
    ...statement,
  };
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
    const compared = signed || rules.has('destination-always');
    const right = !compared || isRight(destination, acs, 'destination', rules);
    rules.require('destination-equal', right, destination);
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
  const meant = (issuer: string) =>
    keys.find((key) => isRight(issuer, key.issuer, 'issuer', rules));
  const known = (issuer: string) =>
    keys.some((key) => issuer === key.issuer) ||
    (rules.has('issuer-equal') && meant(issuer) !== undefined);
  const envelope = issuerOf(response, rules);
  const issuer = issuerOf(element, rules);
  rules.require('assertion-issuer-present', issuer !== undefined);
  if (envelope !== undefined) rules.require('response-issuer', known(envelope), envelope);
  if (issuer !== undefined) {
    const { issuer: found } = meant(issuer) ?? {};
    rules.require('issuer-equal', found !== undefined, issuer);
    rules.require('key-of-issuer', !found || !by.issuer || by.issuer === found, issuer);
    rules.require('issuer-of-request', !found || !request || found === request.issuer, issuer);
  }
  for (const one of [response, element]) {
    const format = attribute(child(one, ns.assertion, 'Issuer', rules), 'Format') ?? ENTITY;
    rules.require('issuer-format', format === ENTITY, format);
  }
}

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
  const known = rules.has('session-expiry') ? expires : undefined;
  if (known !== undefined) rules.require('session-expiry', known > Date.now());
  return { sessionIndex: attribute(statement, 'SessionIndex'), expires: known };
}

function nameIdOf(
  assertion: Element,
  root: Element,
  rules: RuleBook,
): Pick<SignIn, 'nameId' | 'qualifiers'> {
  const subject = child(assertion, ns.assertion, 'Subject', rules);
  const own = subject && child(subject, ns.assertion, 'NameID', rules);
  const [first] = Array.from(root.getElementsByTagNameNS(ns.assertion, 'NameID'));
  const element = rules.has('subject-by-path') ? own : (first ?? own);
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
