import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import type { Database } from '../database/tables.ts';

/** A certificate that is trusted although it was removed before: an older document of the identity provider can bring it back. */
export interface BroughtBack {
  /** SHA-1, 40 upper-case hex digits. */
  readonly thumbprint: string;
  readonly removedAt: Date;
}

export const thumbprintOf = (file: Uint8Array): string => thumbprint(readCertificate(file));

/** Remembers the certificates of a company that are no longer trusted. */
export async function rememberRemoved(
  db: Database,
  companyId: string,
  thumbprints: readonly string[],
  now: Date,
): Promise<void> {
  const removedAt = now.toISOString();
  for (const each of thumbprints) {
    await db
      .insertInto('removedCertificate')
      .values({ companyId, thumbprint: each, removedAt })
      .onConflict((c) => c.columns(['companyId', 'thumbprint']).doUpdateSet({ removedAt }))
      .execute();
  }
}

/** Those of the certificates that the company removed before, in the order in which they are given. */
export async function broughtBackAmong(
  db: Database,
  companyId: string,
  thumbprints: readonly string[],
): Promise<BroughtBack[]> {
  if (thumbprints.length === 0) return [];
  const rows = await db
    .selectFrom('removedCertificate')
    .select(['thumbprint', 'removedAt'])
    .where('companyId', '=', companyId)
    .where('thumbprint', 'in', thumbprints)
    .execute();
  const removed = new Map(rows.map((row) => [row.thumbprint, row.removedAt]));
  return thumbprints.flatMap((each) => {
    const removedAt = removed.get(each);
    return removedAt === undefined ? [] : { thumbprint: each, removedAt: new Date(removedAt) };
  });
}
