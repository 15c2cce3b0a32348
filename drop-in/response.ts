import { randomBytes } from 'node:crypto';
import { element, wire, type XmlElement } from '../saml/canonical-writer.ts';
import { formatInstant } from '../saml/instant.ts';
import {
  authnContextClass,
  confirmationMethod,
  nameIdFormat,
  ns,
  statusCode,
} from '../saml/names.ts';
import { type EnvelopedSignatureOptions, signEnveloped, signInThreadPool } from '../saml/sign.ts';
import { SESSION, type SignedIn } from './browsers.ts';

/** In milliseconds: what SimpleSAMLphp 1.15 sets before and after the time of the assertion (`modules/saml/lib/IdP/SAML2.php`). */
const BEFORE = 30_000;
const LIFETIME = 5 * 60_000;

const XS = 'http://www.w3.org/2001/XMLSchema';
const BASIC = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';

/** `_` and 42 hex digits (`SimpleSAML\Utils\Random::generateID`). */
export const newId = (): string => `_${randomBytes(21).toString('hex')}`;

/** To whom, about what, when. */
export interface Addressed {
  /** Entity ID of this identity provider. */
  readonly issuer: string;
  /** Assertion consumer service URL. */
  readonly destination: string;
  readonly inResponseTo: string | undefined;
  readonly now: Date;
  readonly key: EnvelopedSignatureOptions['key'];
}

/** @returns the XML of a Response whose Assertion is signed, and which is signed itself, both with SHA-256 */
export async function successResponse(
  to: Addressed & { readonly audience: string; readonly nameId: string },
  signedIn: SignedIn,
): Promise<string> {
  const assertion = await sign(assertionOf(to, signedIn), to);
  return wire(await sign(response(to, [statusCode.success], assertion), to));
}

/** @returns the XML of a signed Response to a request that wants no page, where nobody is signed in (SAML Core 3.4.1, IsPassive) */
export async function noPassiveResponse(to: Addressed): Promise<string> {
  return wire(await sign(response(to, [statusCode.responder, statusCode.noPassive]), to));
}

const sign = (target: XmlElement, { key }: Addressed) =>
  signEnveloped(target, { key, signBytes: signInThreadPool });

function response(
  { issuer, destination, inResponseTo, now }: Addressed,
  [code, subcode]: readonly string[],
  ...assertions: readonly XmlElement[]
): XmlElement {
  const second = subcode === undefined ? [] : [element('samlp:StatusCode', { Value: subcode })];
  return element(
    'samlp:Response',
    {
      'xmlns:samlp': ns.protocol,
      'xmlns:saml': ns.assertion,
      ID: newId(),
      Version: '2.0',
      IssueInstant: instant(now),
      Destination: destination,
      InResponseTo: inResponseTo,
    },
    element('saml:Issuer', {}, issuer),
    element('samlp:Status', {}, element('samlp:StatusCode', { Value: code }, ...second)),
    ...assertions,
  );
}

function assertionOf(
  to: Addressed & { readonly audience: string; readonly nameId: string },
  { user, at, sessionIndex }: SignedIn,
): XmlElement {
  const { issuer, destination, inResponseTo, now, audience, nameId } = to;
  const notOnOrAfter = instant(now, LIFETIME);
  return element(
    'saml:Assertion',
    {
      'xmlns:saml': ns.assertion,
      'xmlns:xsi': ns.xsi,
      'xmlns:xs': XS,
      ID: newId(),
      Version: '2.0',
      IssueInstant: instant(now),
    },
    element('saml:Issuer', {}, issuer),
    element(
      'saml:Subject',
      {},
      element('saml:NameID', { SPNameQualifier: audience, Format: nameIdFormat.transient }, nameId),
      element(
        'saml:SubjectConfirmation',
        { Method: confirmationMethod.bearer },
        element('saml:SubjectConfirmationData', {
          NotOnOrAfter: notOnOrAfter,
          Recipient: destination,
          InResponseTo: inResponseTo,
        }),
      ),
    ),
    element(
      'saml:Conditions',
      { NotBefore: instant(now, -BEFORE), NotOnOrAfter: notOnOrAfter },
      element('saml:AudienceRestriction', {}, element('saml:Audience', {}, audience)),
    ),
    element(
      'saml:AuthnStatement',
      {
        AuthnInstant: instant(at),
        SessionNotOnOrAfter: instant(at, SESSION),
        SessionIndex: sessionIndex,
      },
      element(
        'saml:AuthnContext',
        {},
        element('saml:AuthnContextClassRef', {}, authnContextClass.password),
      ),
    ),
    ...attributeStatement(Object.entries(user.attributes)),
  );
}

/** Without attributes there is none: it needs one at least (SAML Core 2.7.3). */
function attributeStatement(
  attributes: readonly (readonly [name: string, values: readonly string[]])[],
): XmlElement[] {
  if (attributes.length === 0) return [];
  const value = (text: string) => element('saml:AttributeValue', { 'xsi:type': 'xs:string' }, text);
  const attribute = ([name, values]: (typeof attributes)[number]) =>
    element('saml:Attribute', { Name: name, NameFormat: BASIC }, ...values.map(value));
  return [element('saml:AttributeStatement', {}, ...attributes.map(attribute))];
}

/** Whole seconds, as SimpleSAMLphp writes them. */
export const instant = (at: Date, later = 0): string =>
  formatInstant(new Date(at.getTime() + later)).replace(/\.\d+Z$/, 'Z');
