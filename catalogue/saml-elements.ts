/** XML of the parts of a ResponseSpec, in Entra's shape (entra-saml.md 2.1). Values are escaped. */
import {
  authnContextClass,
  confirmationMethod,
  nameIdFormat,
  ns,
  statusCode,
} from '../saml/names.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';

/** Attributes in the given order, without those that are undefined. Starts with a space unless it is empty. */
export function attributesXml(attributes: Record<string, string | undefined>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value = '']) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
}

/** The Issuer inside an Assertion, whose default namespace it shares. */
export const issuerXml = (entityId: string, attributes: Record<string, string | undefined> = {}) =>
  `<Issuer${attributesXml(attributes)}>${escapeText(entityId)}</Issuer>`;

/** The Issuer of a protocol message, which declares its namespace. */
export const responseIssuerXml = (
  entityId: string,
  attributes: Record<string, string | undefined> = {},
) => issuerXml(entityId, { xmlns: ns.assertion, ...attributes });

export const nameIdXml = (
  value: string,
  attributes: Record<string, string | undefined> = { Format: nameIdFormat.emailAddress },
) => `<NameID${attributesXml(attributes)}>${escapeText(value)}</NameID>`;

/** @param subcode second-level code. @param message StatusMessage. */
export function statusXml(
  code: string = statusCode.success,
  { subcode, message }: { subcode?: string; message?: string } = {},
): string {
  const top =
    subcode === undefined
      ? `<samlp:StatusCode Value="${escapeAttribute(code)}"/>`
      : `<samlp:StatusCode Value="${escapeAttribute(code)}"><samlp:StatusCode Value="${escapeAttribute(subcode)}"/></samlp:StatusCode>`;
  const text =
    message === undefined
      ? ''
      : `<samlp:StatusMessage>${escapeText(message)}</samlp:StatusMessage>`;
  return `<samlp:Status>${top}${text}</samlp:Status>`;
}

export interface ConfirmationData {
  readonly InResponseTo?: string | undefined;
  readonly NotBefore?: string | undefined;
  readonly NotOnOrAfter?: string | undefined;
  readonly Recipient?: string | undefined;
  readonly Address?: string | undefined;
}

/** @param method null omits the attribute, which the schema forbids. */
export const confirmationXml = (
  { InResponseTo, NotBefore, NotOnOrAfter, Recipient, Address }: ConfirmationData,
  method: string | null = confirmationMethod.bearer,
) =>
  `<SubjectConfirmation${attributesXml({ Method: method ?? undefined })}><SubjectConfirmationData${attributesXml({ InResponseTo, NotBefore, NotOnOrAfter, Recipient, Address })}/></SubjectConfirmation>`;

export const audienceRestrictionXml = (...names: readonly string[]) =>
  `<AudienceRestriction>${names.map((name) => `<Audience>${escapeText(name)}</Audience>`).join('')}</AudienceRestriction>`;

export const attributeXml = (name: string, ...values: readonly string[]) =>
  `<Attribute${attributesXml({ Name: name })}>${values.map((value) => `<AttributeValue>${escapeText(value)}</AttributeValue>`).join('')}</Attribute>`;

export const attributeStatementXml = (...attributes: readonly string[]) =>
  `<AttributeStatement>${attributes.join('')}</AttributeStatement>`;

export function authnStatementXml({
  authnInstant,
  sessionIndex,
  sessionNotOnOrAfter,
  classRef = authnContextClass.password,
}: {
  authnInstant: string;
  sessionIndex?: string | undefined;
  sessionNotOnOrAfter?: string | undefined;
  classRef?: string;
}): string {
  const attributes = attributesXml({
    AuthnInstant: authnInstant,
    SessionIndex: sessionIndex,
    SessionNotOnOrAfter: sessionNotOnOrAfter,
  });
  return `<AuthnStatement${attributes}><AuthnContext><AuthnContextClassRef>${escapeText(classRef)}</AuthnContextClassRef></AuthnContext></AuthnStatement>`;
}
