import { toBase64 } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { element, wire, type XmlElement } from '../../saml/canonical-writer.ts';
import { nameIdFormat, ns, statusCode } from '../../saml/names.ts';
import { signEnveloped } from '../../saml/sign.ts';
import { minutes } from './answers.ts';
import { idpEntityId } from './sp-under-test.ts';

export const logoutUrl = 'http://sp.test/saml/contoso/logout';

/** What a test may change about a valid logout message; `null` leaves the thing out. */
export interface LogoutParts {
  id?: string;
  version?: string;
  issueInstant?: string;
  destination?: string | null;
  issuer?: string | null;
  issuerFormat?: string;
  notOnOrAfter?: string | null;
  nameId?: string | null;
  nameIdFormat?: string | null;
  nameQualifier?: string;
  sessionIndexes?: string[];
  inResponseTo?: string | null;
  status?: string;
  extraChild?: XmlElement;
}

const given = (value: string | null | undefined, fallback: string | undefined) =>
  value === null ? undefined : (value ?? fallback);

let unique = 0;

function envelope(p: LogoutParts) {
  unique += 1;
  return {
    ID: p.id ?? `_logout-${unique}`,
    Version: p.version ?? '2.0',
    IssueInstant: p.issueInstant ?? minutes(0),
    Destination: given(p.destination, logoutUrl),
  };
}

function issuer(p: LogoutParts): XmlElement | undefined {
  const name = given(p.issuer, idpEntityId);
  return name === undefined
    ? undefined
    : element('Issuer', { xmlns: ns.assertion, Format: p.issuerFormat }, name);
}

/** A LogoutRequest in Entra's shape (entra-saml.md 4) about B.Simon. */
export function logoutRequest(p: LogoutParts = {}): XmlElement {
  const nameId = given(p.nameId, 'B.Simon@contoso.com');
  return element(
    'samlp:LogoutRequest',
    {
      ...envelope(p),
      NotOnOrAfter: given(p.notOnOrAfter, minutes(60)),
      'xmlns:samlp': ns.protocol,
    },
    issuer(p),
    p.extraChild,
    nameId === undefined
      ? undefined
      : element(
          'NameID',
          {
            xmlns: ns.assertion,
            Format: given(p.nameIdFormat, nameIdFormat.emailAddress),
            NameQualifier: p.nameQualifier,
          },
          nameId,
        ),
    ...(p.sessionIndexes ?? []).map((index) => element('samlp:SessionIndex', {}, index)),
  );
}

export function logoutResponse(p: LogoutParts = {}): XmlElement {
  return element(
    'samlp:LogoutResponse',
    { ...envelope(p), InResponseTo: given(p.inResponseTo, '_nothing'), 'xmlns:samlp': ns.protocol },
    issuer(p),
    element(
      'samlp:Status',
      {},
      element('samlp:StatusCode', { Value: p.status ?? statusCode.success }),
    ),
  );
}

export interface Delivery {
  /** Undefined leaves the message unsigned. */
  key: SigningKey | undefined;
  relayState?: string;
  digest?: 'sha1' | 'sha256';
}

const parameterOf = ({ name }: XmlElement) =>
  name.endsWith('Request') ? ('SAMLRequest' as const) : ('SAMLResponse' as const);

/** Path and query by which the message comes by Redirect. */
export function byRedirect(
  message: XmlElement,
  { key, relayState, digest = 'sha256' }: Delivery,
): string {
  const url = encodeRedirect({
    endpoint: logoutUrl,
    parameter: parameterOf(message),
    xml: wire(message),
    ...(relayState !== undefined && { relayState }),
    ...(key && { sign: { privateKey: key.privateKey, digest } }),
  });
  return url.slice('http://sp.test'.length);
}

/** The form by which the message comes by POST. */
export async function byPost(
  message: XmlElement,
  { key, relayState, digest = 'sha256' }: Delivery,
): Promise<Record<string, string>> {
  const signed = key
    ? await signEnveloped(message, {
        key: { privateKey: key.privateKey, certificateBase64: toBase64(key.certificate) },
        digest,
      })
    : message;
  return {
    [parameterOf(message)]: Buffer.from(wire(signed)).toString('base64'),
    ...(relayState !== undefined && { RelayState: relayState }),
  };
}
