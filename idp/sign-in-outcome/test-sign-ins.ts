import { prepared, type ValueOf } from '../../store/prepared.ts';
import { hashSecret } from '../directory/secrets.ts';
import type { Database, TestSignInRow } from '../directory/tables.ts';
import type { SignInObserver, SignInOutcome } from './outcome.ts';

/** How long after "Test sign in" an outcome counts as the test's. In milliseconds. */
export const TEST_LASTS = 10 * 60_000;

/** A mistyped name or password does not end the test: the user tries again on the same page. */
const retried: ReadonlySet<number> = new Set([50034, 50126]);

/** Begins a test of an application and drops the previous one. `browser` is the `esctx` cookie of the tester. */
export async function beginTest(
  db: Database,
  {
    servicePrincipalId,
    browser,
    signInAs,
  }: { servicePrincipalId: string; browser: string; signInAs: 'current' | 'other' },
  now: Date,
): Promise<void> {
  const fresh = {
    browserHash: hashSecret(browser),
    signInAs,
    startedDateTime: now.toISOString(),
    answeredDateTime: null,
    userPrincipalName: null,
    errorCode: null,
    errorMessage: null,
    requestXml: null,
    responseXml: null,
  };
  await db
    .insertInto('testSignIn')
    .values({ servicePrincipalId, ...fresh })
    .onConflict((c) => c.column('servicePrincipalId').doUpdateSet(fresh))
    .execute();
}

export function lastTest(
  db: Database,
  servicePrincipalId: string,
): Promise<TestSignInRow | undefined> {
  return db
    .selectFrom('testSignIn')
    .selectAll()
    .where('servicePrincipalId', '=', servicePrincipalId)
    .executeTakeFirst();
}

/** Stores the request, the response and the outcome of a sign-in that was begun as a test. */
export function observeTests(db: Database): SignInObserver {
  return async (outcome) => {
    if (outcome.purpose !== 'token') return;
    const test = await awaitedTest(db, outcome);
    if (!test || (outcome.error && retried.has(outcome.error.code))) return;
    const requestXml = outcome.requestXml();
    await db
      .updateTable('testSignIn')
      .set({
        ...(requestXml !== undefined && { requestXml }),
        ...(outcome.user && { userPrincipalName: outcome.user.userPrincipalName }),
        ...(outcome.result !== 'interrupted' && {
          answeredDateTime: outcome.at.toISOString(),
          errorCode: outcome.error?.code ?? null,
          errorMessage: outcome.error?.message ?? null,
          responseXml: outcome.responseXml() ?? null,
        }),
      })
      .where('servicePrincipalId', '=', test.servicePrincipalId)
      .execute();
  };
}

/** The test that this outcome belongs to: the application's, or the browser's if the application is unknown. */
async function awaitedTest(
  db: Database,
  outcome: SignInOutcome,
): Promise<{ servicePrincipalId: string } | undefined> {
  const since = new Date(outcome.at.getTime() - TEST_LASTS).toISOString();
  const browserHash = hashSecret(outcome.browser ?? '');
  if (!outcome.application) return testOfBrowser(db, outcome, { since, browserHash });
  const { servicePrincipalId } = outcome.application;
  const { rows } = await testOfApplication(db, { servicePrincipalId, since, browserHash });
  return rows[0];
}

/** From the same browser, or from any if another user signs in elsewhere. Runs after each sign-in. */
const testOfApplication = prepared(
  (
    db: Database,
    value: ValueOf<{ servicePrincipalId: string; since: string; browserHash: string }>,
  ) =>
    db
      .selectFrom('testSignIn')
      .select('servicePrincipalId')
      .where('servicePrincipalId', '=', value('servicePrincipalId'))
      .where('answeredDateTime', 'is', null)
      .where('startedDateTime', '>', value('since'))
      .where((e) =>
        e.or([e('signInAs', '=', 'other'), e('browserHash', '=', value('browserHash'))]),
      ),
);

/**
 * The browser's latest test. If there is none and no application has the Issuer of the request: the tenant's latest test in which another
 * user signs in, since nothing else says which application the request was meant for.
 */
function testOfBrowser(
  db: Database,
  outcome: SignInOutcome,
  { since, browserHash }: { since: string; browserHash: string },
): Promise<{ servicePrincipalId: string } | undefined> {
  return db
    .selectFrom('testSignIn')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'testSignIn.servicePrincipalId')
    .select('servicePrincipalId')
    .where('answeredDateTime', 'is', null)
    .where('startedDateTime', '>', since)
    .where((e) =>
      e.or([
        e('browserHash', '=', browserHash),
        ...(isOfUnknownIssuer(outcome)
          ? [e.and([e('signInAs', '=', 'other'), e('sp.tenantId', '=', outcome.tenantId ?? '')])]
          : []),
      ]),
    )
    .orderBy((e) => e('browserHash', '=', browserHash), 'desc')
    .orderBy('startedDateTime', 'desc')
    .executeTakeFirst();
}

/** Both codes of an unknown Issuer. A launch can fail with 700016 too, but has no request and so no Issuer. */
const isOfUnknownIssuer = ({ error, requestXml }: SignInOutcome): boolean =>
  (error?.code === 700016 || error?.code === 650056) && requestXml() !== undefined;
