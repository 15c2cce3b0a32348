import { toBase64 } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import { element, verbatim, wire, type XmlElement } from '../../saml/canonical-writer.ts';
import {
  authnContextClass,
  confirmationMethod,
  nameIdFormat,
  ns,
  statusCode,
} from '../../saml/names.ts';
import { signEnveloped } from '../../saml/sign.ts';
import { type Encryption, encrypted } from '../../saml/testing/encrypt.ts';

/** What a test may change about a valid response; `null` leaves the thing out. */
export interface ResponseParts {
  id?: string;
  version?: string;
  issueInstant?: string;
  destination?: string | null;
  inResponseTo?: string | null;
  responseIssuer?: string | null;
  responseIssuerFormat?: string;
  status?: { code: string; subcode?: string; message?: string };
  assertionId?: string;
  assertionVersion?: string;
  assertionIssueInstant?: string;
  issuer?: string;
  issuerFormat?: string;
  nameId?: string | null;
  method?: string;
  recipient?: string | null;
  confirmationInResponseTo?: string | null;
  confirmationNotBefore?: string;
  confirmationNotOnOrAfter?: string | null;
  address?: string;
  /** Before the confirmation above. */
  firstConfirmation?: XmlElement;
  notBefore?: string | null;
  notOnOrAfter?: string | null;
  audiences?: string[][];
  extraCondition?: XmlElement;
  authnStatement?: boolean;
  authnInstant?: string;
  sessionNotOnOrAfter?: string;
  classRef?: string;
  surname?: string;
  extraChild?: XmlElement;
  sign?: 'assertion' | 'response' | 'both' | 'none';
  digest?: 'sha256' | 'sha1' | 'sha512';
  encrypt?: Encryption;
  nameIdQualifier?: string;
  nameIdSpQualifier?: string;
}

export interface ResponseContext {
  key: SigningKey;
  acsUrl: string;
  entityId: string;
  idpEntityId: string;
  now: Date;
}

const given = (value: string | null | undefined, fallback: string | undefined) =>
  value === null ? undefined : (value ?? fallback);

/** A valid response but for `parts`, in Entra's shape (entra-saml.md 2.1). @returns the XML as sent */
export async function buildResponse(
  context: ResponseContext,
  parts: ResponseParts = {},
): Promise<string> {
  const { sign = 'assertion', digest = 'sha256' } = parts;
  const key = {
    privateKey: context.key.privateKey,
    certificateBase64: toBase64(context.key.certificate),
  };
  let assertion = buildAssertion(context, parts);
  if (sign === 'assertion' || sign === 'both')
    assertion = await signEnveloped(assertion, { key, digest });
  if (parts.encrypt)
    assertion = verbatim('EncryptedAssertion', encrypted(wire(assertion), parts.encrypt));
  let response = buildEnvelope(context, parts, assertion);
  if (sign === 'response' || sign === 'both')
    response = await signEnveloped(response, { key, digest });
  return wire(response);
}

/** The XML as the form field carries it. */
export const encode = (xml: string) => Buffer.from(xml, 'utf8').toString('base64');

function minutes(now: Date, count: number): string {
  return new Date(now.getTime() + count * 60_000).toISOString();
}

function buildEnvelope(c: ResponseContext, p: ResponseParts, assertion: XmlElement): XmlElement {
  const { code, subcode, message } = p.status ?? { code: statusCode.success };
  const issuer = given(p.responseIssuer, c.idpEntityId);
  return element(
    'samlp:Response',
    {
      ID: p.id ?? '_response-1',
      Version: p.version ?? '2.0',
      IssueInstant: p.issueInstant ?? c.now.toISOString(),
      Destination: given(p.destination, c.acsUrl),
      InResponseTo: given(p.inResponseTo, undefined),
      'xmlns:samlp': ns.protocol,
    },
    issuer === undefined
      ? undefined
      : element('Issuer', { xmlns: ns.assertion, Format: p.responseIssuerFormat }, issuer),
    element(
      'samlp:Status',
      {},
      element(
        'samlp:StatusCode',
        { Value: code },
        subcode === undefined ? undefined : element('samlp:StatusCode', { Value: subcode }),
      ),
      message === undefined ? undefined : element('samlp:StatusMessage', {}, message),
    ),
    p.extraChild,
    assertion,
  );
}

function buildAssertion(c: ResponseContext, p: ResponseParts): XmlElement {
  const id = p.assertionId ?? '_assertion-1';
  return element(
    'Assertion',
    {
      ID: id,
      IssueInstant: p.assertionIssueInstant ?? c.now.toISOString(),
      Version: p.assertionVersion ?? '2.0',
      xmlns: ns.assertion,
    },
    element('Issuer', { Format: p.issuerFormat }, p.issuer ?? c.idpEntityId),
    buildSubject(c, p),
    buildConditions(c, p),
    element(
      'AttributeStatement',
      {},
      attribute('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname', 'B'),
      attribute(
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname',
        p.surname ?? 'Simon',
      ),
    ),
    p.authnStatement === false
      ? undefined
      : element(
          'AuthnStatement',
          {
            AuthnInstant: p.authnInstant ?? minutes(c.now, -200),
            SessionIndex: id,
            SessionNotOnOrAfter: p.sessionNotOnOrAfter,
          },
          element(
            'AuthnContext',
            {},
            element('AuthnContextClassRef', {}, p.classRef ?? authnContextClass.password),
          ),
        ),
  );
}

function buildSubject(c: ResponseContext, p: ResponseParts): XmlElement {
  const nameId = given(p.nameId, 'B.Simon@contoso.com');
  const inResponseTo =
    p.confirmationInResponseTo === undefined ? p.inResponseTo : p.confirmationInResponseTo;
  return element(
    'Subject',
    {},
    nameId === undefined
      ? undefined
      : element(
          'NameID',
          {
            Format: nameIdFormat.emailAddress,
            NameQualifier: p.nameIdQualifier,
            SPNameQualifier: p.nameIdSpQualifier,
          },
          nameId,
        ),
    p.firstConfirmation,
    element(
      'SubjectConfirmation',
      { Method: p.method ?? confirmationMethod.bearer },
      element('SubjectConfirmationData', {
        InResponseTo: inResponseTo ?? undefined,
        NotBefore: p.confirmationNotBefore,
        NotOnOrAfter: given(p.confirmationNotOnOrAfter, minutes(c.now, 60)),
        Recipient: given(p.recipient, c.acsUrl),
        Address: p.address,
      }),
    ),
  );
}

function buildConditions(c: ResponseContext, p: ResponseParts): XmlElement {
  return element(
    'Conditions',
    {
      NotBefore: given(p.notBefore, minutes(c.now, -5)),
      NotOnOrAfter: given(p.notOnOrAfter, minutes(c.now, 60)),
    },
    ...(p.audiences ?? [[c.entityId]]).map((names) =>
      element('AudienceRestriction', {}, ...names.map((name) => element('Audience', {}, name))),
    ),
    p.extraCondition,
  );
}

function attribute(name: string, value: string): XmlElement {
  return element('Attribute', { Name: name }, element('AttributeValue', {}, value));
}
