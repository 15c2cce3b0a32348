import type { CheckInfo } from '../single-sign-on/checks/table.ts';

/** Every check on a LogoutRequest, in the order in which they run: on the message, then on the session of the browser. */
export const logoutChecks = {
  binding: { title: 'The message is sent by HTTP-Redirect', clause: 'SAML Bindings 3.4' },
  readable: {
    title: 'The message can be decoded and is a LogoutRequest',
    clause: 'SAML Core 3.7.1',
  },
  'required-fields': {
    title: 'Version is 2.0, and IssueInstant and Issuer are present',
    clause: 'SAML Core 3.2.1',
  },
  'request-id': { title: 'The ID is an xs:ID', clause: 'SAML Core 1.3.4' },
  issuer: { title: 'The Issuer is an Identifier of the application' },
  signature: { title: 'The message is signed, if the application requires that' },
  'issue-instant': { title: 'The request is recent, if that is checked' },
  'name-id': { title: 'There is a NameID', clause: 'SAML Core 3.7.1' },
  participant: {
    title: 'A user of this browser is signed in to the application',
    clause: 'SAML Core 3.7.3.2',
  },
  'session-index': {
    title: 'The SessionIndex, if there is one, is that of the latest assertion',
    clause: 'SAML Core 3.7.1',
  },
  replay: { title: 'The request was not carried out before' },
} as const satisfies Record<string, CheckInfo>;

export type LogoutCheck = keyof typeof logoutChecks;
