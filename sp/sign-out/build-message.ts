import { element, wire } from '../../saml/canonical-writer.ts';
import { formatInstant } from '../../saml/instant.ts';
import { ns, statusCode } from '../../saml/names.ts';
import type { IdSource } from '../../store/ids.ts';
import { plusSeconds } from '../instants.ts';

/** The signed-in person, as the identity provider named them. */
export interface SignedOutPerson {
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  readonly sessionIndex: string | null;
}

interface Sending {
  /** The SSO Logout URL. */
  readonly destination: string;
  /** Our entity ID. */
  readonly issuer: string;
  readonly now: Date;
  readonly ids: IdSource;
}

/** How long our LogoutRequest is valid: the time a browser needs to deliver it, with a margin for clocks. */
const REQUEST_SECONDS = 5 * 60;

/** An xs:ID must not begin with a digit, and Entra refuses those that do (entra-saml.md 4). */
const newId = (ids: IdSource) => `_${ids.bytes('logout', 20).toString('hex')}`;

/** An unsigned LogoutRequest about one session (SAML Core 3.7.1). @returns also its ID, which the answer must name */
export function logoutRequest(
  person: SignedOutPerson,
  { destination, issuer, now, ids }: Sending,
): { id: string; xml: string } {
  const id = newId(ids);
  const message = element(
    'samlp:LogoutRequest',
    {
      'xmlns:samlp': ns.protocol,
      ID: id,
      Version: '2.0',
      IssueInstant: formatInstant(now),
      Destination: destination,
      NotOnOrAfter: formatInstant(plusSeconds(now, REQUEST_SECONDS)),
    },
    element('saml:Issuer', { 'xmlns:saml': ns.assertion }, issuer),
    element(
      'saml:NameID',
      {
        'xmlns:saml': ns.assertion,
        Format: person.nameIdFormat ?? undefined,
        NameQualifier: person.nameQualifier ?? undefined,
        SPNameQualifier: person.spNameQualifier ?? undefined,
      },
      person.nameId,
    ),
    person.sessionIndex === null
      ? undefined
      : element('samlp:SessionIndex', {}, person.sessionIndex),
  );
  return { id, xml: wire(message) };
}

/** Our unsigned answer to a LogoutRequest (SAML Core 3.7.2). */
export function logoutResponse(
  { inResponseTo, knownPerson }: { inResponseTo: string; knownPerson: boolean },
  { destination, issuer, now, ids }: Sending,
): string {
  const code = knownPerson
    ? element('samlp:StatusCode', { Value: statusCode.success })
    : element(
        'samlp:StatusCode',
        { Value: statusCode.requester },
        element('samlp:StatusCode', { Value: UNKNOWN_PRINCIPAL }),
      );
  return wire(
    element(
      'samlp:LogoutResponse',
      {
        'xmlns:samlp': ns.protocol,
        ID: newId(ids),
        Version: '2.0',
        IssueInstant: formatInstant(now),
        Destination: destination,
        InResponseTo: inResponseTo,
      },
      element('saml:Issuer', { 'xmlns:saml': ns.assertion }, issuer),
      element('samlp:Status', {}, code),
    ),
  );
}

/** SAML Core 3.2.2.2. */
const UNKNOWN_PRINCIPAL = 'urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal';
