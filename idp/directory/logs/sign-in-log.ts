import { anyContains, type Found, type ListPage, pageOf } from '../paged-list.ts';
import type { SignInRow } from '../sign-in/access-rows.ts';
import type { Database } from '../tables.ts';

/** The newest attempts are kept, so many and no longer than Entra keeps them. */
const MAX_ROWS = 20_000;
const MAX_AGE = 30 * 24 * 3_600_000;
/** What is too much is removed after so many new ones. */
const PRUNE_EVERY = 500;

const columns = [
  'id',
  'tenantId',
  'createdDateTime',
  'correlationId',
  'userId',
  'userDisplayName',
  'userPrincipalName',
  'servicePrincipalId',
  'appId',
  'appDisplayName',
  'result',
  'errorCode',
  'failureReason',
  'ipAddress',
  'userAgent',
  'authenticationRequirement',
  'conditionalAccessStatus',
  'appliedPolicies',
] as const satisfies readonly (keyof SignInRow)[];

/** What a list of sign-ins is narrowed by; empty means any. */
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

/** Every attempt to sign in, newest first. One insert each, compiled once: it stands in the way of every sign-in. */
export class SignInLog {
  readonly #db: Database;
  readonly #insert: (row: SignInRow) => Promise<unknown>;
  #sincePruned = PRUNE_EVERY;

  constructor(db: Database) {
    this.#db = db;
    const compiled = db
      .insertInto('signIn')
      .columns([...columns])
      .values(Object.fromEntries(columns.map((name) => [name, name])) as unknown as SignInRow)
      .compile();
    this.#insert = (row) =>
      db.executeQuery({ ...compiled, parameters: columns.map((name) => row[name]) });
  }

  async record(row: SignInRow): Promise<void> {
    await this.#insert(row);
    if (++this.#sincePruned >= PRUNE_EVERY) await this.#prune(row.createdDateTime);
  }

  async #prune(now: string): Promise<void> {
    this.#sincePruned = 0;
    const oldest = new Date(Date.parse(now) - MAX_AGE).toISOString();
    await this.#db.deleteFrom('signIn').where('createdDateTime', '<', oldest).execute();
    const beyond = await this.#db
      .selectFrom('signIn')
      .select('createdDateTime')
      .orderBy('createdDateTime', 'desc')
      .limit(1)
      .offset(MAX_ROWS)
      .executeTakeFirst();
    if (beyond)
      await this.#db
        .deleteFrom('signIn')
        .where('createdDateTime', '<=', beyond.createdDateTime)
        .execute();
  }

  /**
   * The attempts of a tenant. Those that named no tenant there is are looked for as well, and are the first tenant's: they are nobody's, and
   * no other may read what was sent in them.
   */
  list({
    page,
    pageSize,
    ...filter
  }: SignInFilter & Pick<ListPage, 'page' | 'pageSize'> & { tenantId: string }): Promise<
    Found<SignInRow>
  > {
    const newest = this.#matching(filter)
      .selectAll()
      .orderBy('createdDateTime', 'desc')
      .orderBy('id');
    return pageOf(newest, { page, pageSize });
  }

  find(tenantId: string, id: string): Promise<SignInRow | undefined> {
    return this.#of(tenantId).selectAll().where('id', '=', id).executeTakeFirst();
  }

  #of(tenantId: string) {
    return this.#db
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

  #matching({ tenantId, ...filter }: SignInFilter & { tenantId: string }) {
    return this.#of(tenantId)
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
      .$if(filter.requestId !== '', (query) =>
        query.where('id', '=', filter.requestId.toLowerCase()),
      )
      .$if(filter.correlationId !== '', (query) =>
        query.where('correlationId', '=', filter.correlationId.toLowerCase()),
      );
  }
}
