import type { LogoutMessage, LogoutRequest, LogoutResponse } from '../../../saml/logout.ts';
import type { Moment } from '../../checking/instant-window.ts';
import type { PendingLogoutState } from '../pending-logout.ts';

export type { Check } from '../../checking/check.ts';

/** Our addresses, the identity provider that we trust, and the time. */
export interface LogoutRules extends Moment {
  readonly entityId: string;
  /** Our single logout service. */
  readonly logoutUrl: string;
  readonly idpEntityId: string;
  readonly allowExpiredCertificate: boolean;
}

/** A message that a key of the identity provider has signed. */
export interface MessageSubject<Message extends LogoutMessage = LogoutMessage> {
  readonly rules: LogoutRules;
  readonly message: Message;
  /** Validity of the certificate that signed. */
  readonly certificate: { readonly notBefore: Date; readonly notAfter: Date };
}

export interface RequestSubject extends MessageSubject<LogoutRequest> {
  /** True when this request was carried out before. */
  readonly seenBefore: boolean;
}

export interface ResponseSubject extends MessageSubject<LogoutResponse> {
  /** State of the request that it answers. */
  readonly pending: PendingLogoutState;
}
