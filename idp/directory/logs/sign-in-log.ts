import { sql } from 'kysely';
import { anyContains } from '../../../store/any-contains.ts';
import type { Found } from '../../../store/slices.ts';
import { pageInSlices } from '../../../store/slices.ts';
import type { ListPage } from '../paged-list.ts';
import type { Database, SignInRow } from '../tables.ts';
import { signInLogWriter } from './sign-in-log-writer.ts';

/** Filter of the sign-in log; empty means any. */
export interface SignInFilter {
  /** Part of the user name or display name, or the object id. */
  user: string;
  /** Part of the name, or the Application ID. */
  application: string;
  /** `success`, `failure` or `interrupted` */
  status: string;
  /** Days in UTC, `2026-03-01`, both included. */
  from: string;
  to: string;
  requestId: string;
  correlationId: string;
}

/**
 * The attempts of a tenant, newest first. Attempts that named no existing tenant are listed for the oldest tenant only,
 * so that no other tenant can read what was sent in them.
 */
export async function listSignIns(
  db: Database,
  {
    page,
    pageSize,
    ...filter
  }: SignInFilter & Pick<ListPage, 'page' | 'pageSize'> & { tenantId: string },
): Promise<Found<SignInRow>> {
  await signInLogWriter(db).flush();
  const all = matching(db, filter).selectAll();
  const newest = { all, keys: ['createdDateTime', 'id'], descending: true };
  return pageInSlices(newest, { page, pageSize });
}

/** @param id the Request ID */
export async function findSignIn(
  db: Database,
  tenantId: string,
  id: string,
): Promise<SignInRow | undefined> {
  await signInLogWriter(db).flush();
  return signInsOf(db, tenantId).selectAll().where('id', '=', id).executeTakeFirst();
}

function signInsOf(db: Database, tenantId: string) {
  return db
    .selectFrom('signIn')
    .where((e) =>
      e.or([
        e('tenantId', '=', tenantId),
        e.and([
          e('tenantId', 'is', null),
          e(
            e.val(tenantId),
            '=',
            e
              .selectFrom('tenant')
              .select('id')
              .orderBy('createdDateTime')
              .orderBy(sql`rowid`)
              .limit(1),
          ),
        ]),
      ]),
    );
}

function matching(db: Database, { tenantId, ...filter }: SignInFilter & { tenantId: string }) {
  return signInsOf(db, tenantId)
    .$if(filter.user !== '', (query) =>
      query.where((e) =>
        e.or([
          anyContains(filter.user, ['userPrincipalName', 'userDisplayName']),
          e('userId', '=', filter.user.toLowerCase()),
        ]),
      ),
    )
    .$if(filter.application !== '', (query) =>
      query.where((e) =>
        e.or([
          anyContains(filter.application, ['appDisplayName']),
          e('appId', '=', filter.application.toLowerCase()),
        ]),
      ),
    )
    .$if(filter.status !== '', (query) => query.where('result', '=', filter.status))
    .$if(filter.from !== '', (query) => query.where('createdDateTime', '>=', filter.from))
    .$if(filter.to !== '', (query) =>
      query.where('createdDateTime', '<=', `${filter.to}T23:59:59.999Z`),
    )
    .$if(filter.requestId !== '', (query) => query.where('id', '=', filter.requestId.toLowerCase()))
    .$if(filter.correlationId !== '', (query) =>
      query.where('correlationId', '=', filter.correlationId.toLowerCase()),
    );
}
