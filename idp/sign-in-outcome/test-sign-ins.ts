import { prepared, type ValueOf } from '../../store/prepared.ts';
import { hashSecret } from '../directory/secrets.ts';
import type { Database, TestSignInRow } from '../directory/tables.ts';
import type { SignInObserver, SignInOutcome } from './outcome.ts';

/** How long the first answer after "Test sign in" counts as the test. In milliseconds. */
export const TEST_LASTS = 10 * 60_000;

/** A mistyped name or password is no answer: the person tries again on the same page. */
const retried: ReadonlySet<number> = new Set([50034, 50126]);

/** Begins a test of an application; the one before is forgotten. `browser` is the `esctx` cookie of who tests. */
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

/** Keeps the request, the response and the outcome of a sign-in that was begun as a test. */
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

/** The test that this outcome answers: of its application, or where it names none that is known, of the browser. */
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

/** Of the same browser, or of any when somebody else was to sign in elsewhere. Asked for after each sign-in. */
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
 * The browser's latest; else, when the Issuer of the request is nobody's Identifier, the latest of the tenant in which somebody else signs in:
 * nothing else tells whose request it was to be.
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

/** A launch names an application as well, but without a request there is no Issuer. */
const isOfUnknownIssuer = ({ error, requestXml }: SignInOutcome): boolean =>
  error?.code === 700016 && requestXml() !== undefined;
