import { sql } from 'kysely';
import { idsOf } from '../../../store/ids.ts';
import type { Database } from '../tables.ts';

/** Somebody fetched the federation metadata of an application. */
export interface MetadataRead {
  /** Application ID of the application, in small letters. */
  readonly appId: string;
  /** By the clock of the lab: ISO 8601, UTC. */
  readonly dateTime: string;
  /** How the program calls itself; empty when it does not. */
  readonly userAgent: string;
  /** SHA-1 of the certificates that the document published, the oldest first. */
  readonly thumbprints: readonly string[];
}

/** Of one application are listed, the newest. */
const LISTED = 500;
/** Of all applications are kept, the newest: see `../housekeeping.ts`. */
export const MAX_METADATA_READS = 10_000;
const MAX_USER_AGENT = 200;

/** Notes that federation metadata was fetched: it tells whether a service provider can know a new certificate. */
export async function noteMetadataRead(
  db: Database,
  { appId, dateTime, userAgent, thumbprints }: MetadataRead,
): Promise<void> {
  await db
    .insertInto('metadataRead')
    .values({
      id: idsOf(db).uuid('metadataRead'),
      appId: appId.toLowerCase(),
      readDateTime: dateTime,
      userAgent: userAgent.slice(0, MAX_USER_AGENT),
      thumbprints: JSON.stringify(thumbprints),
    })
    .execute();
}

/** Of one application, the newest first, at most 500. */
export async function metadataReadsOf(db: Database, appId: string): Promise<MetadataRead[]> {
  const rows = await db
    .selectFrom('metadataRead')
    .select(['appId', 'readDateTime', 'userAgent', 'thumbprints'])
    .where('appId', '=', appId.toLowerCase())
    .orderBy(sql`rowid`, 'desc')
    .limit(LISTED)
    .execute();
  return rows.map(({ readDateTime, thumbprints, ...row }) => ({
    ...row,
    dateTime: readDateTime,
    thumbprints: JSON.parse(thumbprints) as string[],
  }));
}
