import type { ShownCode } from '../../idp/index.ts';
import { ignoreStoreError } from '../../store/errors.ts';
import type { Sides } from '../seed.ts';
import type { StartLine } from '../start-line.ts';

/** The current codes of the authenticator apps and hardware tokens. */
export interface Codes {
  /** Changes with everything that the page shows of them except the seconds. */
  readonly version: string;
  /** Seconds until the codes of all apps change. */
  readonly secondsLeft: number;
  readonly codes: readonly Omit<ShownCode, 'secondsLeft'>[];
}

/** The codes of the seeded users who exist in the tenant, and of all other users with a second factor. */
export async function readCodes(
  { directory }: Pick<Sides, 'directory'>,
  { tenantId, users }: Pick<StartLine, 'tenantId' | 'users'>,
): Promise<Codes> {
  for (const { userPrincipalName } of users) {
    const user = await directory.findUser(tenantId, userPrincipalName);
    // Reading the second factor creates it, so that the code is shown here before the first sign-in.
    if (user?.softwareOath) await directory.secondFactor(user.id).catch(ignoreStoreError);
  }
  const shown = await directory.currentCodes(tenantId);
  const codes = shown.map(({ secondsLeft: _, ...code }) => code);
  return {
    version: codes.map((each) => `${each.userPrincipalName} ${each.code} ${each.used}`).join(', '),
    secondsLeft: shown.find(({ serialNumber }) => serialNumber === undefined)?.secondsLeft ?? 0,
    codes,
  };
}
