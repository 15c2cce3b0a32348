/** A message that the service provider does not survive is found, and the check goes on. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { type CheckWithOptions, casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, type Misbehaviour, startForeignSp } from './testing/foreign-sp.ts';
import { isFinding } from './verdict.ts';

let idp: CheckIdentityProvider;
let sp: ForeignSp;

beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
afterEach(() => sp.close());

const cases = casesOf('ok-both-signed', 'xml-not-base64', 'sig-stripped', 'cond-expired', 'xsw3');

async function check(misbehaviour: Misbehaviour, options: Partial<CheckWithOptions> = {}) {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    misbehaviour,
  });
  const { report, stopped } = await checkForeign(sp, idp, { cases, ...options });
  const runs = Object.values(report.cases).flatMap((each) => each.runs);
  return { report, stopped, found: runs.filter(({ verdict }) => isFinding(verdict)), runs };
}

describe.each([1, 8])('with %i runs at a time', (concurrency) => {
  test.each(['garbage-ends-it', 'garbage-ends-it-later'] as const)('%s', async (misbehaviour) => {
    const { report, found, runs, stopped } = await check(misbehaviour, { concurrency });
    expect(stopped).toBeUndefined();
    expect(found).toMatchObject([
      {
        id: 'xml-not-base64#1',
        verdict: 'error',
        severity: 'high',
        risk: expect.stringContaining('stop the service provider'),
        reason: expect.stringMatching(
          /^The service provider ended on xml-not-base64#1 \("A SAMLResponse that is not base64 of XML", %%%\)\. .* It answered again after \d+\.\d seconds\.$/,
        ),
      },
    ]);
    expect(report.cases['xml-not-base64']).toMatchObject({ severity: 'high', verdict: 'error' });
    expect(runs).toHaveLength(cases.flatMap((each) => each.runs).length);
    expect(report.cases['ok-both-signed']?.verdict).toBe('pass');
  });

  test('no answer to one message, while others are answered', async () => {
    const { found, stopped } = await check('garbage-hangs', { concurrency, timeout: 600 });
    expect(stopped).toBeUndefined();
    expect(found).toMatchObject([
      {
        id: 'xml-not-base64#1',
        severity: 'low',
        reason: expect.stringMatching(/did not answer within 0\.6 seconds/),
      },
    ]);
  });

  test('a connection that is cut off', async () => {
    const { found } = await check('garbage-is-cut-off', { concurrency });
    expect(found).toMatchObject([
      {
        id: 'xml-not-base64#1',
        severity: 'low',
        reason: expect.stringMatching(/closed the connection without an answer/),
      },
    ]);
  });

  test('a service provider that does not come back: a partial report that names the message', async () => {
    const { report, stopped, found } = await check('garbage-ends-it-for-good', {
      concurrency,
      patience: 300,
    });
    expect(stopped).toMatchObject({ code: 'unreachable' });
    expect(report.partial).toMatch(
      /gave no answer any more after .*xml-not-base64#1 \(.*did not come back within 0\.3 seconds/,
    );
    expect(report.partial?.includes('--concurrency 1')).toBe(concurrency > 1);
    expect(found.map(({ id }) => id)).toEqual(concurrency > 1 ? [] : ['xml-not-base64#1']);
  });
});
