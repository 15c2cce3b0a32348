/** A service provider that refuses valid responses for a moment, or from some moment on. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Run, renderResponse } from '../catalogue/index.ts';
import { temporaryIdentityProvider } from './identity/identity-provider.ts';
import { exitCodeOf } from './report/exit-code.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, type ForeignSpOptions, startForeignSp } from './testing/foreign-sp.ts';

let sp: ForeignSp | undefined;
afterEach(() => sp?.close());

/** Five runs of one unsigned message each, so that posts can be counted. */
const cases = casesOf('sig-stripped').map((of) => ({
  ...of,
  runs: Array<Run>(5).fill({ message: (honest) => ({ xml: renderResponse(honest) }) }),
}));

/** @param refuses which posts, counted from the first after the preflight */
async function verdicts(
  refuses: (post: number) => boolean,
  options: Partial<ForeignSpOptions> = {},
) {
  const idp = await temporaryIdentityProvider(clock());
  let before = Number.POSITIVE_INFINITY;
  const started = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    refuses: (post) => refuses(post - before),
    ...options,
  });
  sp = started;
  const { report, stopped } = await checkForeign(started, idp, {
    cases,
    concurrency: 1,
    keepMessages: true,
    onRun: () => {
      before = Math.min(before, started.posts()); // the first run has ended
    },
  });
  const runs = Object.values(report.cases).flatMap((each) => each.runs);
  return { report, runs, stopped, partial: report.partial, control: report.control };
}

test('a control that fails twice makes its run "not shown", and the check goes on', async () => {
  // The control of the second run; then, when the runs are repeated one by one, of the first and of the second; each is sent twice.
  const { report, runs, stopped } = await verdicts((post) => post >= 1 && post <= 6);
  expect(stopped).toBeUndefined();
  expect(exitCodeOf(report)).toEqual({
    code: 2,
    why: 'the valid sign-in before 1 message failed, so it shows nothing.',
  });
  const shown = runs.filter(({ verdict }) => verdict === 'pass');
  const notShown = runs.filter(({ verdict }) => verdict === 'not-shown');
  expect(notShown).toHaveLength(1);
  expect(notShown[0]?.reason).toMatch(/^The control sign-in before .* failed\. .*Busy/);
  expect(shown.length + 1).toBe(runs.length);
  // The report shows the exchange: the valid response, and the answer.
  expect(notShown[0]?.exchanges[0]).toMatchObject({ answer: { status: 403 } });
  expect(notShown[0]?.exchanges[0]?.sent).toContain('<Assertion ');
  expect(notShown[0]?.control).toMatchObject({
    outcome: 'failure',
    request: { binding: 'HTTP-Redirect' },
    response: { binding: 'HTTP-POST' },
    answer: { status: 403 },
  });
});

test('a control that fails once changes nothing', async () => {
  const { report, runs, stopped } = await verdicts((post) => post === 1);
  expect(stopped).toBeUndefined();
  expect(exitCodeOf(report).code).toBe(0);
  expect(new Set(runs.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
});

test('the third failed control in a row ends the check', async () => {
  const { runs, stopped, partial, control } = await verdicts((post) => post >= 1);
  expect(control).toMatchObject({
    reason: stopped?.message,
    exchange: { answer: { status: 403 } },
  });
  expect(stopped).toMatchObject({
    code: 'control_failed',
    message: expect.stringMatching(/^The check stopped because the control sign-ins before 3 runs/),
  });
  expect(partial).toBe(stopped?.message);
  expect(runs.map(({ verdict }) => verdict)).toEqual(['pass', 'not-shown']);
});

describe('a login URL that limits sign-ins with status 503', () => {
  /** The preflight has as many as are allowed; after that, some are refused. */
  const limited = (refuses: (login: number) => boolean) => {
    let logins = 0;
    return verdicts(() => false, {
      route: (path, response) => {
        if (path !== '/login') return false;
        logins += 1;
        if (!refuses(logins - BEFORE)) return false;
        response.writeHead(503).end('Too many');
        return true;
      },
    });
  };
  /** Sign-ins of the preflight: a control, and two whose Response is refused. */
  const BEFORE = 3;

  test('ends the check when no sign-in starts any more', async () => {
    const { report, stopped } = await limited((login) => login > 2);
    expect(stopped).toMatchObject({
      code: 'control_failed',
      message: expect.stringContaining('responds with status 503 instead of an AuthnRequest'),
    });
    expect(exitCodeOf(report).code).toBe(2);
  });

  test.each([
    ['the control of the second run', [3, 4], [9, 10]],
    ['the sign-in of the second run itself', [4], [10]],
  ])('shows nothing where it refuses %s, also when that is repeated', async (_, first, again) => {
    const refused = new Set([...first, ...again]);
    const { report, runs, stopped } = await limited((login) => refused.has(login));
    expect(stopped).toBeUndefined();
    expect(runs.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'pass')).toEqual([
      'not-shown',
    ]);
    expect(exitCodeOf(report).code).toBe(2);
    await sp?.close();
    const once = await limited((login) => first.includes(login));
    expect(new Set(once.runs.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
    expect(exitCodeOf(once.report).code).toBe(0);
  });
});
