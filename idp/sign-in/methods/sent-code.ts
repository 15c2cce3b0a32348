import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { beginChallenge, useSentCode } from '../../directory/sign-in/challenges.ts';
import { checkCode } from './check-code.ts';
import { maskedAddress, maskedNumber } from './masked.ts';
import type { CodeMethod } from './method.ts';

const MINUTE = 60_000; // ms

/** A code in a text message. It lives for five minutes (assumed). */
export function textMessage(phoneNumber: string): CodeMethod {
  const display = maskedNumber(phoneNumber);
  return sentCode({
    authMethodId: 'OneWaySMS',
    mode: 'sms',
    sentTo: phoneNumber,
    lifetime: 5 * MINUTE,
    wrong: 'SMSAuthFailedWrongCodeEntered',
    display,
    choice: `Text ${display}`,
    unable: "I can't use my phone right now",
    description: `We texted your phone ${display}. Please enter the code to sign in.`,
  });
}

/** A code in an e-mail. It lives for ten minutes (assumed). */
export function emailCode(emailAddress: string): CodeMethod {
  const display = maskedAddress(emailAddress);
  return sentCode({
    authMethodId: 'Email',
    mode: 'email',
    sentTo: emailAddress,
    lifetime: 10 * MINUTE,
    wrong: 'OathCodeIncorrect',
    display,
    choice: `Email ${display}`,
    unable: "I can't use my email right now",
    description: `We emailed a code to ${display}. Please enter the code to sign in.`,
  });
}

interface SentCodeParts extends Pick<CodeMethod, 'authMethodId' | 'display' | 'choice' | 'unable'> {
  mode: AuthenticationMethodMode;
  sentTo: string;
  /** In milliseconds. */
  lifetime: number;
  /** What `EndAuth` calls a wrong code. */
  wrong: string;
  description: string;
}

function sentCode(parts: SentCodeParts): CodeMethod {
  const { mode, sentTo, lifetime, wrong, description, ...method } = parts;
  const { authMethodId } = method;
  return {
    ...method,
    asksFor: 'code',
    pollingInterval: 1,
    words: {
      description,
      hint: 'Nothing is really sent: the lab home shows the code under Phones and mailboxes.',
      resend: 'Send another code',
    },
    begin: ({ db, clock }, { ctx, user, application }) =>
      beginChallenge(
        db,
        { ctx, userId: user.id, authMethodId, kind: 'code', sentTo, application, lifetime },
        clock(),
      ),
    end: (context, { ctx, user }, typed) =>
      checkCode(
        context,
        user,
        async () => {
          const sent = { ctx, userId: user.id, authMethodId };
          const found = await useSentCode(context.db, sent, typed, context.clock());
          return found === 'right' ? { found, by: mode } : { found };
        },
        wrong,
      ),
  };
}
