import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { anyContains, type Found, type ListPage } from '../paged-list.ts';
import { pageInSlices } from '../sliced-list.ts';
import type { Database, SignInRow } from '../tables.ts';

/** Only the newest attempts are kept, and none for longer than Entra keeps them: 30 days, in milliseconds. */
const MAX_ROWS = 20_000;
const MAX_AGE = 30 * 24 * 3_600_000;
/** Old attempts are removed once per this many new ones. */
const PRUNE_EVERY = 500;

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

const insert = prepared((db: Database, value: ValueOf<SignInRow>) =>
  db.insertInto('signIn').values({
    id: value('id'),
    tenantId: value('tenantId'),
    createdDateTime: value('createdDateTime'),
    correlationId: value('correlationId'),
    userId: value('userId'),
    userDisplayName: value('userDisplayName'),
    userPrincipalName: value('userPrincipalName'),
    servicePrincipalId: value('servicePrincipalId'),
    appId: value('appId'),
    appDisplayName: value('appDisplayName'),
    result: value('result'),
    errorCode: value('errorCode'),
    failureReason: value('failureReason'),
    ipAddress: value('ipAddress'),
    userAgent: value('userAgent'),
    authenticationRequirement: value('authenticationRequirement'),
    conditionalAccessStatus: value('conditionalAccessStatus'),
    appliedPolicies: value('appliedPolicies'),
  }),
);

/** Writes attempts to sign in: one prepared insert for each, and now and then the removal of the oldest. */
export function signInRecorder(db: Database): (row: SignInRow) => Promise<void> {
  let sincePruned = PRUNE_EVERY;
  return async (row) => {
    await insert(db, row);
    if (++sincePruned < PRUNE_EVERY) return;
    sincePruned = 0;
    await prune(db, row.createdDateTime);
  };
}

async function prune(db: Database, now: string): Promise<void> {
  const oldest = new Date(Date.parse(now) - MAX_AGE).toISOString();
  await db.deleteFrom('signIn').where('createdDateTime', '<', oldest).execute();
  const beyond = await db
    .selectFrom('signIn')
    .select('createdDateTime')
    .orderBy('createdDateTime', 'desc')
    .limit(1)
    .offset(MAX_ROWS)
    .executeTakeFirst();
  if (beyond)
    await db.deleteFrom('signIn').where('createdDateTime', '<=', beyond.createdDateTime).execute();
}

/**
 * The attempts of a tenant, newest first. Attempts that named no existing tenant are listed for the oldest tenant only,
 * so that no other tenant can read what was sent in them.
 */
export function listSignIns(
  db: Database,
  {
    page,
    pageSize,
    ...filter
  }: SignInFilter & Pick<ListPage, 'page' | 'pageSize'> & { tenantId: string },
): Promise<Found<SignInRow>> {
  const all = matching(db, filter).selectAll();
  const newest = { all, keys: ['createdDateTime', 'id'], descending: true };
  return pageInSlices(newest, { page, pageSize });
}

/** @param id the Request ID */
export function findSignIn(
  db: Database,
  tenantId: string,
  id: string,
): Promise<SignInRow | undefined> {
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
            e.selectFrom('tenant').select('id').orderBy('createdDateTime').orderBy('id').limit(1),
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
