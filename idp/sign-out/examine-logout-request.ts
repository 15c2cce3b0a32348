import { describeMessage, type MessageDescription } from '../../saml/describe-message.ts';
import { SamlError } from '../../saml/errors.ts';
import { aadsts } from '../errors.ts';
import { checkReadableAs, type RequestBinding } from '../single-sign-on/checks/readable-message.ts';
import { checkRequestId } from '../single-sign-on/checks/request-id.ts';
import { checkRequiredFields } from '../single-sign-on/checks/required-fields.ts';
import {
  checkIdentifier,
  type ExaminedRequestCheck,
  type KnownApplication,
  madeCheck,
} from '../single-sign-on/examine-request.ts';

/**
 * Makes Entra's checks on a LogoutRequest of any service provider, and goes on after a failure (entra-saml.md 4). Destination, NotOnOrAfter,
 * Reason and SessionIndex are ignored, and the value of the NameID is not used.
 *
 * @param sent `SAMLRequest` encoded as its binding requires
 */
export function examineLogoutRequest(
  sent: { readonly SAMLRequest: string; readonly binding: RequestBinding },
  known: Pick<KnownApplication, 'displayName' | 'identifiers' | 'directory'>,
): ExaminedRequestCheck[] {
  const found: { request?: MessageDescription } = {};
  const readable = madeCheck(
    { name: 'readable', title: 'The message can be decoded and is a LogoutRequest' },
    () => {
      found.request = checkReadableAs(readLogoutRequest, sent.SAMLRequest, sent.binding);
    },
  );
  const { request } = found;
  if (!request) return [readable];
  const { id = '', issuer = '', nameID } = request;
  return [
    readable,
    madeCheck(
      {
        name: 'required-fields',
        title: 'Version is 2.0, and IssueInstant and Issuer are present',
      },
      () => checkRequiredFields(request),
    ),
    madeCheck({ name: 'request-id', title: 'The ID is an xs:ID' }, () => checkRequestId({ id })),
    madeCheck({ name: 'issuer', title: 'The Issuer is an Identifier of the application' }, () =>
      checkIdentifier(issuer, known),
    ),
    madeCheck({ name: 'name-id', title: 'There is a NameID' }, () => {
      if (nameID === undefined) throw aadsts(7500530, {});
    }),
  ];
}

/** @throws {SamlError} as `describeMessage`; `wrong_message` for another message */
function readLogoutRequest(xml: Uint8Array): MessageDescription {
  const said = describeMessage(xml);
  if (said.kind === 'LogoutRequest') return said;
  throw new SamlError('wrong_message', `A LogoutRequest was expected, not ${said.kind}.`);
}
