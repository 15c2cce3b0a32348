import {
  attribute,
  attributes,
  childElements,
  childNamed,
  childrenByName,
  childrenNamed,
  type Element,
  isElement,
  text,
  trimmedText,
} from './dom.ts';
import { ns } from './names.ts';
import { trimXml } from './white-space.ts';
import { withoutUndefined } from './without-undefined.ts';

declare const verified: unique symbol;

/** An Assertion read from the bytes that a trusted key signed. Only `ReceivedResponse.verify` makes one. */
export type VerifiedAssertion = Assertion & { readonly [verified]: true };

/** SAML Core 2.3.3; all strings as sent. */
export interface Assertion {
  id: string;
  version: string;
  issueInstant: string;
  issuer: string;
  issuerFormat?: string;
  nameID?: NameID;
  subjectConfirmations: SubjectConfirmation[];
  conditions?: Conditions;
  authnStatements: AuthnStatement[];
  attributes: Attribute[];
}

/** SAML Core 2.2.3; the qualifiers name the domain in which the value is unique. */
export interface NameID {
  value: string;
  format?: string;
  nameQualifier?: string;
  spNameQualifier?: string;
}

/** SAML Core 2.4.1.1 and 2.4.1.2. */
export interface SubjectConfirmation {
  method: string;
  recipient?: string;
  notBefore?: string;
  notOnOrAfter?: string;
  inResponseTo?: string;
  address?: string;
}

/** SAML Core 2.5.1. */
export interface Conditions {
  notBefore?: string;
  notOnOrAfter?: string;
  /** One list per AudienceRestriction: all restrictions must hold, and any Audience of a restriction satisfies it (errata E46). */
  audienceRestrictions: string[][];
  oneTimeUse: boolean;
  /** Names of conditions that the standard does not define; they make the assertion indeterminate (Core 2.5.1.1). */
  unknown: string[];
}

/** SAML Core 2.7.2. */
export interface AuthnStatement {
  authnInstant: string;
  sessionIndex?: string;
  sessionNotOnOrAfter?: string;
  classRef?: string;
}

/** SAML Core 2.7.3.1. */
export interface Attribute {
  name: string;
  nameFormat?: string;
  friendlyName?: string;
  values: string[];
}

/** @param root the Assertion element of a document that was parsed from verified bytes. */
export const readVerifiedAssertion = (root: Element): VerifiedAssertion =>
  readAssertion(root) as VerifiedAssertion;

/** For showing and explaining: nothing says who wrote it. @param root an Assertion element */
export function readAssertion(root: Element): Assertion {
  const children = childrenByName(root, ns.assertion);
  const [issuer] = children('Issuer');
  const [subject] = children('Subject');
  const [conditions] = children('Conditions');
  return withoutUndefined({
    id: attribute(root, 'ID') ?? '',
    version: attribute(root, 'Version') ?? '',
    issueInstant: attribute(root, 'IssueInstant') ?? '',
    issuer: trimmedText(issuer) ?? '',
    issuerFormat: issuer && attribute(issuer, 'Format'),
    nameID: subject && readNameID(subject),
    subjectConfirmations: subject ? readConfirmations(subject) : [],
    conditions: conditions && readConditions(conditions),
    authnStatements: children('AuthnStatement').map(readAuthnStatement),
    attributes: children('AttributeStatement').flatMap(readAttributes),
  });
}

/** The NameID child of a Subject or of a LogoutRequest; undefined when it has none. */
export function readNameID(parent: Element): NameID | undefined {
  const nameID = childNamed(parent, ns.assertion, 'NameID');
  if (!nameID) return undefined;
  const given = attributes(nameID);
  return withoutUndefined({
    value: text(nameID),
    format: given.get('Format'),
    nameQualifier: given.get('NameQualifier'),
    spNameQualifier: given.get('SPNameQualifier'),
  });
}

function readConfirmations(subject: Element): SubjectConfirmation[] {
  return childrenNamed(subject, ns.assertion, 'SubjectConfirmation').map((confirmation) => {
    const data = childNamed(confirmation, ns.assertion, 'SubjectConfirmationData');
    const given = data ? attributes(data) : new Map<string, string>();
    return withoutUndefined({
      method: attribute(confirmation, 'Method') ?? '',
      recipient: given.get('Recipient'),
      notBefore: given.get('NotBefore'),
      notOnOrAfter: given.get('NotOnOrAfter'),
      inResponseTo: given.get('InResponseTo'),
      address: given.get('Address'),
    });
  });
}

function readConditions(conditions: Element): Conditions {
  const audienceRestrictions: string[][] = [];
  const unknown: string[] = [];
  let oneTimeUse = false;
  for (const condition of childElements(conditions)) {
    if (isElement(condition, ns.assertion, 'AudienceRestriction'))
      audienceRestrictions.push(
        childrenNamed(condition, ns.assertion, 'Audience').map((e) => trimXml(text(e))),
      );
    else if (isElement(condition, ns.assertion, 'OneTimeUse')) oneTimeUse = true;
    else if (!isElement(condition, ns.assertion, 'ProxyRestriction'))
      unknown.push(`${condition.name} ${condition.attr('type')?.value ?? ''}`.trim());
  }
  return withoutUndefined({
    notBefore: attribute(conditions, 'NotBefore'),
    notOnOrAfter: attribute(conditions, 'NotOnOrAfter'),
    audienceRestrictions,
    oneTimeUse,
    unknown,
  });
}

function readAuthnStatement(statement: Element): AuthnStatement {
  const context = childNamed(statement, ns.assertion, 'AuthnContext');
  const given = attributes(statement);
  return withoutUndefined({
    authnInstant: given.get('AuthnInstant') ?? '',
    sessionIndex: given.get('SessionIndex'),
    sessionNotOnOrAfter: given.get('SessionNotOnOrAfter'),
    classRef: context && trimmedText(childNamed(context, ns.assertion, 'AuthnContextClassRef')),
  });
}

function readAttributes(statement: Element): Attribute[] {
  return childrenNamed(statement, ns.assertion, 'Attribute').map((e) => {
    const given = attributes(e);
    return withoutUndefined({
      name: given.get('Name') ?? '',
      nameFormat: given.get('NameFormat'),
      friendlyName: given.get('FriendlyName'),
      values: childrenNamed(e, ns.assertion, 'AttributeValue').map(text),
    });
  });
}
