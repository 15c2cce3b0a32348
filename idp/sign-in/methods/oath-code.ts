import type { IdpContext } from '../../context.ts';
import { type HardwareToken, useTokenCode } from '../../directory/sign-in/hardware-tokens.ts';
import { useCode } from '../../directory/sign-in/second-factor.ts';
import type { UserRow } from '../../directory/tables.ts';
import { checkCode, type FoundCode } from './check-code.ts';
import type { CodeMethod } from './method.ts';

/**
 * A code of an authenticator app or of a hardware token: one method in Entra, which finds out whose code it is. Undefined when the user has
 * neither.
 */
export function oathCode(user: UserRow, tokens: readonly HardwareToken[]): CodeMethod | undefined {
  const app = user.softwareOath === 1;
  if (!app && tokens.length === 0) return undefined;
  return {
    asksFor: 'code',
    authMethodId: 'PhoneAppOTP',
    display: 'Use a verification code',
    choice: 'Use a verification code',
    unable: app
      ? "I can't use my authenticator app right now"
      : "I can't use my hardware token right now",
    pollingInterval: 1,
    words: {
      description: app
        ? 'Enter the code displayed in the authenticator app on your mobile device.'
        : 'Enter the code displayed on your hardware token.',
      hint: "No phone needed: the lab home shows the code, and so do the user's Authentication methods in the admin center.",
    },
    end: (context, _signingIn, code) =>
      checkCode(
        context,
        user,
        () => useFirst(context, user, app, tokens, code),
        'OathCodeIncorrect',
      ),
  };
}

/** Uses up the code at the first device that shows it. */
async function useFirst(
  { db, clock }: IdpContext,
  user: UserRow,
  app: boolean,
  tokens: readonly HardwareToken[],
  code: string,
): Promise<FoundCode> {
  const now = clock();
  let found = app ? await useCode(db, user.id, code, now) : 'wrong';
  if (found === 'right') return { found, by: 'softwareOath' };
  for (const token of tokens) {
    const here = await useTokenCode(db, token, code, now);
    if (here === 'right') return { found: here, by: 'hardwareOath' };
    if (here === 'used') found = here;
  }
  return { found };
}
