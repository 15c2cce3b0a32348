import { element, wire, type XmlElement } from '../../saml/canonical-writer.ts';
import { formatInstant } from '../../saml/instant.ts';
import {
  authnContextClass,
  confirmationMethod,
  nameIdFormat,
  ns,
  statusCode,
} from '../../saml/names.ts';
import {
  type EnvelopedSignatureOptions,
  signEnveloped,
  signInThreadPool,
} from '../../saml/sign.ts';
import type { IdSource } from '../../store/ids.ts';
import { newResponseId, newResponseIds } from '../entra-ids.ts';
import {
  authnMethodClaims,
  IDP_EMAIL,
  MICROSOFT_ONLINE,
  MULTIPLE_AUTHN,
} from '../federation/microsoft-online.ts';

/** In milliseconds, as in Microsoft's sample response of AD FS. */
const CONFIRMATION = 5 * 60_000;
const CONDITIONS = 60 * 60_000;

export interface Addressed {
  ids: IdSource;
  issuer: string;
  /** Entra's assertion consumer service. */
  destination: string;
  /** ID of the AuthnRequest. */
  inResponseTo: string;
  now: Date;
}

export interface SignedInUser extends Addressed {
  immutableId: string;
  userPrincipalName: string;
  /** Whether it says that it did multifactor authentication. */
  multipleAuthn: boolean;
  key: EnvelopedSignatureOptions['key'];
}

/** @returns the XML of a Response in the shape of Microsoft's sample: the Assertion is signed, NameID is the immutable ID, `IDPEmail` the UPN */
export async function successResponse(user: SignedInUser): Promise<string> {
  const ids = newResponseIds(user.ids);
  const assertion = await signEnveloped(assertionOf(user, ids.assertion), {
    key: user.key,
    signBytes: signInThreadPool,
  });
  const status = element('samlp:StatusCode', { Value: statusCode.success });
  return wire(response(user, ids.response, status, assertion));
}

/** @returns the XML of a Response to a NameIDPolicy that AD FS cannot follow; it is not signed and has no assertion */
export function invalidNameIDPolicy(addressed: Addressed): string {
  const status = element(
    'samlp:StatusCode',
    { Value: statusCode.requester },
    element('samlp:StatusCode', { Value: statusCode.invalidNameIDPolicy }),
  );
  return wire(response(addressed, newResponseId(addressed.ids), status));
}

const response = (
  { issuer, destination, inResponseTo, now }: Addressed,
  id: string,
  status: XmlElement,
  ...assertions: XmlElement[]
): XmlElement =>
  element(
    'samlp:Response',
    {
      ID: id,
      Version: '2.0',
      IssueInstant: formatInstant(now),
      Destination: destination,
      InResponseTo: inResponseTo,
      'xmlns:samlp': ns.protocol,
    },
    element('Issuer', { xmlns: ns.assertion }, issuer),
    element('samlp:Status', {}, status),
    ...assertions,
  );

function assertionOf(user: SignedInUser, id: string): XmlElement {
  const { issuer, now, inResponseTo, destination } = user;
  const later = (ms: number) => formatInstant(new Date(now.getTime() + ms));
  return element(
    'Assertion',
    { ID: id, IssueInstant: formatInstant(now), Version: '2.0', xmlns: ns.assertion },
    element('Issuer', {}, issuer),
    element(
      'Subject',
      {},
      element('NameID', { Format: nameIdFormat.persistent }, user.immutableId),
      element(
        'SubjectConfirmation',
        { Method: confirmationMethod.bearer },
        element('SubjectConfirmationData', {
          InResponseTo: inResponseTo,
          NotOnOrAfter: later(CONFIRMATION),
          Recipient: destination,
        }),
      ),
    ),
    element(
      'Conditions',
      { NotBefore: formatInstant(now), NotOnOrAfter: later(CONDITIONS) },
      element('AudienceRestriction', {}, element('Audience', {}, MICROSOFT_ONLINE)),
    ),
    element('AttributeStatement', {}, ...attributesOf(user)),
    element(
      'AuthnStatement',
      { AuthnInstant: formatInstant(now), SessionIndex: id },
      element(
        'AuthnContext',
        {},
        element('AuthnContextClassRef', {}, authnContextClass.passwordProtectedTransport),
      ),
    ),
  );
}

function attributesOf({ userPrincipalName, multipleAuthn }: SignedInUser): XmlElement[] {
  const attribute = (name: string, ...values: string[]) =>
    element(
      'Attribute',
      { Name: name },
      ...values.map((one) => element('AttributeValue', {}, one)),
    );
  const [references = ''] = authnMethodClaims;
  return [
    attribute(IDP_EMAIL, userPrincipalName),
    ...(multipleAuthn
      ? [attribute(references, authnContextClass.passwordProtectedTransport, MULTIPLE_AUTHN)]
      : []),
  ];
}
