import { formatInstant } from '../saml/instant.ts';
import { type Cast, hostileIdentity, type ResponseSpec } from './response-spec.ts';
import {
  attributeStatementXml,
  attributeXml,
  audienceRestrictionXml,
  authnStatementXml,
  confirmationXml,
  issuerXml,
  nameIdXml,
  responseIssuerXml,
  statusXml,
} from './saml-elements.ts';
import { escapeText, replaceEvery } from './xml-text.ts';

export interface Claim {
  readonly name: string;
  readonly values: readonly string[];
}

/** The test user: the user that the service provider knows. */
export interface HonestIdentity {
  /** Value of NameID, and of the claims name and emailaddress. */
  readonly nameId: string;
  /** emailAddress by default. */
  readonly nameIdFormat?: string | undefined;
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
  readonly displayName?: string | undefined;
  /** Claims in addition to the default ones. */
  readonly claims?: readonly Claim[] | undefined;
}

/** Everything that a valid response to one request depends on. */
export interface HonestFacts {
  readonly cast: Cast;
  readonly idpEntityId: string;
  readonly identity: HonestIdentity;
  readonly sp: { readonly entityId: string; readonly acs: string };
  /** ID of the request; undefined for an unsolicited response. */
  readonly inResponseTo: string | undefined;
  readonly relayState: string | undefined;
  /** A source of IDs, `_` + 32 hex digits. */
  readonly newId: () => string;
  readonly now: Date;
}

/** An instant as in SAML messages, `seconds` after `now`. */
export const later = (now: Date, seconds: number): string =>
  formatInstant(new Date(now.getTime() + seconds * 1000));

/** The valid response, as Entra would send it (entra-saml.md 2.1, 2.2): every case starts from it. */
export function honestSpec(facts: HonestFacts): ResponseSpec {
  const { cast, idpEntityId, identity, sp, inResponseTo, relayState, newId, now } = facts;
  const responseId = newId();
  const assertionId = newId();
  const issueInstant = later(now, 0);
  const notOnOrAfter = later(now, 60 * 60);
  return {
    cast,
    newId,
    now,
    sp,
    inResponseTo,
    relayState,
    response: {
      id: responseId,
      version: '2.0',
      issueInstant,
      destination: sp.acs,
      inResponseTo,
      issuer: responseIssuerXml(idpEntityId),
      extensions: '',
      status: statusXml(),
    },
    assertion: {
      id: assertionId,
      version: '2.0',
      issueInstant,
      issuer: issuerXml(idpEntityId),
      nameId:
        identity.nameIdFormat === undefined
          ? nameIdXml(identity.nameId)
          : nameIdXml(identity.nameId, { Format: identity.nameIdFormat }),
      nameIdValue: identity.nameId,
      confirmations: confirmationXml({
        InResponseTo: inResponseTo,
        NotOnOrAfter: notOnOrAfter,
        Recipient: sp.acs,
      }),
      conditions: {
        notBefore: later(now, -5 * 60),
        notOnOrAfter,
        content: audienceRestrictionXml(sp.entityId),
      },
      attributes: attributeStatementXml(
        ...claimsOf(idpEntityId, identity).map(({ name, values }) => attributeXml(name, ...values)),
      ),
      authnStatements: authnStatementXml({ authnInstant: issueInstant, sessionIndex: assertionId }),
    },
  };
}

/**
 * The same response for the hostile marker: an Assertion with another ID, in which nothing leads to the test user. A service provider may
 * identify users by any claim, so every claim about the user is different.
 */
export function asHostile(spec: ResponseSpec): ResponseSpec {
  const honest = escapeText(spec.assertion.nameIdValue);
  const { nameId, attributes, ...rest } = spec.assertion;
  return {
    ...spec,
    assertion: {
      ...rest,
      id: spec.newId(),
      nameId: replaceEvery(nameId, honest, hostileIdentity),
      nameIdValue: hostileIdentity,
      attributes: claimsOfMarker(attributes, honest),
    },
  };
}

const anAttribute = /(<Attribute\b[^>]*\bName="([^"]*)"[^>]*>)(.*?)(?=<\/Attribute>)/gs;

function claimsOfMarker(attributes: string, honest: string): string {
  return attributes.replace(anAttribute, (whole, tag: string, name: string, values: string) =>
    ofManyPeople.includes(name)
      ? whole
      : tag +
        values.replace(/>([^<]+)</g, (_, value: string) => `>${markerFor(name, value, honest)}<`),
  );
}

const markerFor = (name: string, value: string, honest: string): string => {
  if (value.includes(honest)) return value.replaceAll(honest, hostileIdentity);
  return name === objectIdentifier ? 'eeeeeeee-4444-5555-6666-ffffffffffff' : `hostile-${value}`;
};

/** Names of Entra's default claims begin with one of these (entra-saml.md 2.4). */
export const claimNames = {
  xmlsoap: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/',
  identity: 'http://schemas.microsoft.com/identity/claims/',
  ws2008: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/',
  microsoft: 'http://schemas.microsoft.com/claims/',
} as const;

const objectIdentifier = `${claimNames.identity}objectidentifier`;

/** Claims that never identify a user. */
const ofManyPeople = [
  `${claimNames.identity}tenantid`,
  `${claimNames.identity}identityprovider`,
  `${claimNames.microsoft}authnmethodsreferences`,
  `${claimNames.ws2008}groups`,
  `${claimNames.ws2008}role`,
];

/** The claims that every application of a tenant gets, in Entra's order; those without a value are omitted. */
function claimsOf(idpEntityId: string, identity: HonestIdentity): Claim[] {
  const { xmlsoap, identity: entra, microsoft } = claimNames;
  const tenantId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(idpEntityId)?.[0];
  const defaults: [name: string, value: string | undefined][] = [
    [`${entra}tenantid`, tenantId],
    [objectIdentifier, 'aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb'],
    [`${entra}displayname`, identity.displayName],
    [`${entra}identityprovider`, idpEntityId],
    [
      `${microsoft}authnmethodsreferences`,
      'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password',
    ],
    [`${xmlsoap}givenname`, identity.givenName],
    [`${xmlsoap}surname`, identity.surname],
    [`${xmlsoap}emailaddress`, identity.nameId],
    [`${xmlsoap}name`, identity.nameId],
  ];
  return [
    ...defaults.flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, values: [value] }],
    ),
    ...(identity.claims ?? []),
  ];
}
