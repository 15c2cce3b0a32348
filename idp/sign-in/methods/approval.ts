import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { beginChallenge, findChallenge, takeApproval } from '../../directory/sign-in/challenges.ts';
import { inlineErrors } from '../inline-error.tsx';
import { maskedNumber } from './masked.ts';
import type { ApprovalMethod, Outcome } from './method.ts';

/** How long the phone asks. In milliseconds; assumed for a call. */
const LIFETIME = 60_000;

const onApp = {
  title: 'Approve sign in request',
  description: 'Open your Authenticator app, and enter the number shown to sign in.',
  denied:
    'We sent an identity verification request to your Microsoft Authenticator app, but you denied it.',
  noResponse:
    "We sent an identity verification request to your Microsoft Authenticator app, but we didn't hear from you in time.",
  resend: 'Send another request to my Microsoft Authenticator app',
};

const app = {
  display: 'Approve a request on my Microsoft Authenticator app',
  choice: 'Approve a request on my Microsoft Authenticator app',
  unable: "I can't use my Microsoft Authenticator app right now",
  words: onApp,
};

/** What `EndAuth` calls the refusals of the app. `PhoneAppFraud` follows "No, it's not me". */
const appResults = {
  denied: 'PhoneAppDenied',
  reported: 'PhoneAppFraud',
  noResponse: 'PhoneAppNoResponse',
};

/** Authenticator asks for the number on the sign-in page. @param phones their names */
export const authenticatorPush = (phones: string): ApprovalMethod =>
  approval({
    ...app,
    authMethodId: 'PhoneAppNotification',
    mode: 'microsoftAuthenticatorPush',
    kind: 'number',
    sentTo: phones,
    results: appResults,
  });

/** The same instead of a password. The name of the method is the mock's: Entra has none. */
export const phoneSignIn = (phones: string): ApprovalMethod =>
  approval({
    ...app,
    authMethodId: 'PhoneSignIn',
    mode: 'deviceBasedPush',
    kind: 'number',
    sentTo: phones,
    results: appResults,
  });

const lines = {
  mobile: 'TwoWayVoiceMobile',
  alternateMobile: 'TwoWayVoiceAlternateMobile',
  office: 'TwoWayVoiceOffice',
} as const;

export type PhoneType = keyof typeof lines;

/** A call that the user answers and confirms with a key. Its result values are assumed. */
export function phoneCall(type: PhoneType, phoneNumber: string): ApprovalMethod {
  const display = maskedNumber(phoneNumber);
  return approval({
    authMethodId: lines[type],
    mode: 'voice',
    kind: 'call',
    sentTo: phoneNumber,
    display,
    choice: `Call ${display}`,
    unable: "I can't use my phone right now",
    words: {
      title: 'Approve sign in request',
      description: `We're calling your phone ${display}. Please answer it to continue.`,
      denied: `We called your phone ${display}, but the sign-in was not confirmed.`,
      noResponse: `We called your phone ${display}, but nobody answered.`,
      resend: 'Call me again',
    },
    results: {
      denied: 'UserVoiceAuthFailedPhoneHungUp',
      reported: 'FraudCodeReported',
      noResponse: 'UserVoiceAuthFailedPhoneUnreachable',
    },
  });
}

interface ApprovalParts
  extends Pick<ApprovalMethod, 'authMethodId' | 'display' | 'choice' | 'unable' | 'words'> {
  mode: AuthenticationMethodMode;
  kind: 'number' | 'call';
  sentTo: string;
  results: { denied: string; reported: string; noResponse: string };
}

function approval({ mode, kind, sentTo, results, ...method }: ApprovalParts): ApprovalMethod {
  const { authMethodId } = method;
  const denied = { error: inlineErrors.requestDenied, resultValue: results.denied };
  const noResponse = { error: inlineErrors.noResponse, resultValue: results.noResponse };
  return {
    ...method,
    asksFor: 'approval',
    pollingInterval: 1,
    begin: ({ db, clock }, { ctx, user, application }) =>
      beginChallenge(
        db,
        { ctx, userId: user.id, authMethodId, kind, sentTo, application, lifetime: LIFETIME },
        clock(),
      ),
    async end({ db, clock }, { ctx, user }): Promise<Outcome> {
      const asked = await findChallenge(db, ctx, authMethodId, clock());
      if (asked?.userId !== user.id) return { refused: noResponse };
      switch (asked.state) {
        case 'waiting':
          return 'waiting';
        case 'approved':
          return (await takeApproval(db, asked.id)) ? { proven: mode } : { refused: noResponse };
        case 'denied':
          return { refused: denied };
        case 'reported':
          return { refused: { ...denied, resultValue: results.reported } };
        case 'expired':
        case 'used':
          return { refused: noResponse };
      }
    },
  };
}
