import type { ShownCode } from '../../idp/index.ts';
import type { Sides } from '../seed.ts';
import type { StartLine } from '../start-line.ts';

/** What the authenticator apps show now. */
export interface Codes {
  /** Changes with whatever the page shows of them, but for the seconds. */
  readonly version: string;
  /** Until the codes change, which all do at once. */
  readonly secondsLeft: number;
  readonly codes: readonly Pick<ShownCode, 'userPrincipalName' | 'code' | 'used'>[];
}

/** The codes of the seeded users who are in the tenant, and of all others who have a second factor. */
export async function readCodes(
  { directory }: Pick<Sides, 'directory'>,
  { tenantId, users }: Pick<StartLine, 'tenantId' | 'users'>,
): Promise<Codes> {
  for (const { userPrincipalName } of users) {
    const user = await directory.findUser(tenantId, userPrincipalName);
    // Asking for it makes it, so that whoever is told to sign in finds the code here before the first try.
    if (user) await directory.secondFactor(user.id);
  }
  const shown = await directory.currentCodes(tenantId);
  const codes = shown.map(({ userPrincipalName, code, used }) => ({
    userPrincipalName,
    code,
    used,
  }));
  return {
    version: codes.map((one) => `${one.userPrincipalName} ${one.code} ${one.used}`).join(', '),
    secondsLeft: shown[0]?.secondsLeft ?? 0,
    codes,
  };
}
