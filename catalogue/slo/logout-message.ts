/** Unsigned logout messages in Entra's shape (entra-saml.md 4). */
import { ns, statusCode } from '../../saml/names.ts';
import { later } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributesXml, statusXml } from '../saml-elements.ts';
import { attributeText, replaceOnce } from '../xml-text.ts';

export interface LogoutRequestParts {
  readonly destination: string;
  /** XML of the NameID; by default that of the sign-in. */
  readonly nameId?: string;
  /** By default that of the sign-in; null omits the element, which means all sessions of the user (SAML Core 3.7.1). */
  readonly sessionIndex?: string | null;
  /** Seconds from now. */
  readonly expiresIn?: number;
}

/** SessionIndex of the sign-in. */
export const sessionIndexOf = ({ assertion }: ResponseSpec): string =>
  attributeText(assertion.authnStatements, 'AuthnStatement', 'SessionIndex');

/** A LogoutRequest for the sign-in of `spec`, each with a new ID. */
export function logoutRequestXml(spec: ResponseSpec, parts: LogoutRequestParts): string {
  const { nameId = spec.assertion.nameId, sessionIndex = sessionIndexOf(spec) } = parts;
  const attributes = attributesXml({
    ID: spec.newId(),
    Version: '2.0',
    IssueInstant: later(spec.now, 0),
    Destination: parts.destination,
    NotOnOrAfter: later(spec.now, parts.expiresIn ?? 60 * 60),
    'xmlns:samlp': ns.protocol,
  });
  return [
    `<samlp:LogoutRequest${attributes}>${spec.response.issuer ?? ''}`,
    // In an Assertion the NameID shares the default namespace; here it must declare it.
    replaceOnce(nameId, /^<NameID/, `<NameID xmlns="${ns.assertion}"`),
    sessionIndex === null ? '' : `<samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex>`,
    '</samlp:LogoutRequest>',
  ].join('');
}

/** A LogoutResponse that reports success. @param issuer XML of the Issuer. */
export function logoutResponseXml(
  spec: ResponseSpec,
  parts: { destination: string; inResponseTo: string; issuer?: string | undefined },
): string {
  const attributes = attributesXml({
    ID: spec.newId(),
    Version: '2.0',
    IssueInstant: later(spec.now, 0),
    Destination: parts.destination,
    InResponseTo: parts.inResponseTo,
    'xmlns:samlp': ns.protocol,
  });
  const issuer = parts.issuer ?? spec.response.issuer ?? '';
  return `<samlp:LogoutResponse${attributes}>${issuer}${statusXml(statusCode.success)}</samlp:LogoutResponse>`;
}
