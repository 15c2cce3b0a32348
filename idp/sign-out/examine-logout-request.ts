import type { MessageDescription } from '../../saml/describe-message.ts';
import { checkReadableAs, type RequestBinding } from '../single-sign-on/checks/readable-message.ts';
import { checkRequestId } from '../single-sign-on/checks/request-id.ts';
import { checkRequiredFields } from '../single-sign-on/checks/required-fields.ts';
import {
  checkIdentifier,
  type ExaminedRequestCheck,
  type KnownApplication,
  madeCheck,
} from '../single-sign-on/examine-request.ts';
import { readLogoutRequest } from './accept-logout-request.ts';
import { checkNameId } from './checks/name-id.ts';
import { type LogoutCheck, logoutChecks } from './logout-checks.ts';

/**
 * Makes Entra's checks on a LogoutRequest of any service provider, and goes on after a failure (entra-saml.md 4). Destination, NotOnOrAfter,
 * Reason and the value of the NameID are not used; SessionIndex is compared with what was sent, which is not known here.
 *
 * @param sent `SAMLRequest` encoded as its binding requires
 */
export function examineLogoutRequest(
  sent: { readonly SAMLRequest: string; readonly binding: RequestBinding },
  known: Pick<KnownApplication, 'displayName' | 'identifiers' | 'directory'>,
): ExaminedRequestCheck[] {
  const found: { request?: MessageDescription } = {};
  const readable = made('readable', () => {
    found.request = checkReadableAs(readLogoutRequest, sent.SAMLRequest, sent.binding);
  });
  const { request } = found;
  if (!request) return [readable];
  const { id = '', issuer = '', nameID } = request;
  return [
    readable,
    made('required-fields', () => checkRequiredFields(request)),
    made('request-id', () => checkRequestId({ id })),
    made('issuer', () => checkIdentifier(issuer, known)),
    made('name-id', () => checkNameId(nameID)),
  ];
}

const made = (name: LogoutCheck, check: () => void): ExaminedRequestCheck =>
  madeCheck({ name, title: logoutChecks[name].title }, check);
