import type { PendingApproval, SentCode } from '../../idp/index.ts';
import type { Sides } from '../seed.ts';

/** What is on the phones and in the mailboxes of the tenant's users. */
export interface Phones {
  /** Changes with everything that the page shows of them except the seconds. */
  readonly version: string;
  readonly approvals: readonly PendingApproval[];
  readonly codes: readonly SentCode[];
}

export async function readPhones(
  { directory }: Pick<Sides, 'directory'>,
  tenantId: string,
): Promise<Phones> {
  const approvals = await directory.pendingApprovals(tenantId);
  const codes = await directory.sentCodes(tenantId);
  const shown = [...approvals.map(({ id }) => id), ...codes.map(({ id, used }) => `${id} ${used}`)];
  return { version: shown.join(', ') || 'none', approvals, codes };
}

/** The seconds that each is still valid, by the id of their element. */
export const secondsOf = ({ approvals, codes }: Phones): Record<string, string> =>
  Object.fromEntries(
    [...approvals, ...codes].map(({ id, secondsLeft }) => [secondsId(id), String(secondsLeft)]),
  );

export const secondsId = (id: string): string => `left-${id}`;
