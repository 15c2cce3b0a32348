/** A service provider that refuses valid responses for a moment, or from some moment on. */
import { afterEach, expect, test } from 'vitest';
import { type Run, renderResponse } from '../catalogue/index.ts';
import { temporaryIdentityProvider } from './identity/identity-provider.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, startForeignSp } from './testing/foreign-sp.ts';

let sp: ForeignSp | undefined;
afterEach(() => sp?.close());

/** Five runs of one unsigned message each, so that posts can be counted. */
const cases = casesOf('sig-stripped').map((of) => ({
  ...of,
  runs: Array<Run>(5).fill({ message: (honest) => ({ xml: renderResponse(honest) }) }),
}));

/** @param refuses which posts, counted from the first after the preflight */
async function verdicts(refuses: (post: number) => boolean) {
  const idp = await temporaryIdentityProvider(clock());
  let before = Number.POSITIVE_INFINITY;
  const started = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    refuses: (post) => refuses(post - before),
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
  return { runs, stopped, partial: report.partial, control: report.control };
}

test('a control that fails twice makes its run "not shown", and the check goes on', async () => {
  // The control of the second run; then, when the runs are repeated one by one, of the first and of the second; each is sent twice.
  const { runs, stopped } = await verdicts((post) => post >= 1 && post <= 6);
  expect(stopped).toBeUndefined();
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
  const { runs, stopped } = await verdicts((post) => post === 1);
  expect(stopped).toBeUndefined();
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
