import { type IdSource, idsOf } from '../../../store/ids.ts';
import { hashSecret } from '../secrets.ts';
import type { Database } from '../tables.ts';

/** A sign-in keeps so many unanswered AuthnRequests: the user may go back and choose again. */
const MOST = 10;

/**
 * Stores that a pending sign-in asks the identity provider of a domain; it goes with the pending sign-in.
 *
 * @param ctx of the pending sign-in
 * @returns the ID for the AuthnRequest
 */
export async function addFederationRequest(
  db: Database,
  ctx: string,
  domain: string,
): Promise<string> {
  const id = newRequestId(idsOf(db));
  const pendingIdHash = hashSecret(ctx);
  await db.transaction().execute(async (tx) => {
    const newest = tx
      .selectFrom('federationRequest')
      .select('id')
      .where('pendingIdHash', '=', pendingIdHash)
      .orderBy('rowid' as 'id', 'desc')
      .limit(MOST - 1);
    await tx
      .deleteFrom('federationRequest')
      .where('pendingIdHash', '=', pendingIdHash)
      .where('id', 'not in', newest)
      .execute();
    await tx.insertInto('federationRequest').values({ id, pendingIdHash, domain }).execute();
  });
  return id;
}

/** An ID that no number begins, as AD FS and Entra make them. */
export const newRequestId = (ids: IdSource): string => `_${ids.uuid('federationRequest')}`;

export interface AnsweredRequest {
  /** `ctx` of the pending sign-in that the browser is in. */
  ctx: string;
  /** InResponseTo. */
  id: string;
  /** The domain whose identity provider answers. */
  domain: string;
}

const select = (db: Database, { ctx, id }: Pick<AnsweredRequest, 'ctx' | 'id'>) =>
  db
    .selectFrom('federationRequest')
    .select('domain')
    .where('id', '=', id)
    .where('pendingIdHash', '=', hashSecret(ctx));

/** The domain that was asked in this request of this sign-in; undefined when it was not sent, or was answered already. */
export async function findFederationRequest(
  db: Database,
  request: Pick<AnsweredRequest, 'ctx' | 'id'>,
): Promise<string | undefined> {
  return (await select(db, request).executeTakeFirst())?.domain;
}

/** Uses a request up. A request is answered once: of several calls at the same time only one returns true. */
export async function useFederationRequest(
  db: Database,
  { ctx, id, domain }: AnsweredRequest,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('federationRequest')
    .where('id', '=', id)
    .where('pendingIdHash', '=', hashSecret(ctx))
    .where('domain', '=', domain)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
