/** What is not the service provider's fault is never a finding. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type CatalogueCase, NothingToChange, type Run } from '../catalogue/index.ts';
import {
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { summarise } from './report/summary.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, type Misbehaviour, startForeignSp } from './testing/foreign-sp.ts';

let idp: CheckIdentityProvider;
let sp: ForeignSp;

beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
afterEach(() => sp.close());

async function check(
  cases: readonly CatalogueCase[],
  { misbehaviour, concurrency = 4 }: { misbehaviour?: Misbehaviour; concurrency?: number } = {},
) {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    ...(misbehaviour && { misbehaviour }),
  });
  return (await checkForeign(sp, idp, { cases, concurrency })).report;
}

const fails = (error: Error): Run[] => [
  { title: 'message', message: () => Promise.reject(error) },
  { title: 'played', play: () => Promise.reject(error) },
];

test.each([
  ['NothingToChange', new NothingToChange('There is no Issuer.')],
  [
    'an error of OpenSSL',
    Object.assign(new Error('error:0480006C:PEM routines'), { code: 'ERR_OSSL_PEM' }),
  ],
  ['a TypeError', new TypeError('undefined is not a function')],
])('%s in a run of ours is not played', async (_, error) => {
  const [stripped] = casesOf('sig-stripped');
  if (!stripped) throw new TypeError('There is no such case.');
  const [control] = stripped.runs;
  if (!control) throw new TypeError('It has no run.');
  const report = await check([{ ...stripped, runs: [control, ...fails(error)] }]);
  expect(report.cases['sig-stripped']?.runs).toMatchObject([
    { verdict: 'pass' },
    { verdict: 'not-played', reason: expect.stringContaining(error.message) },
    { verdict: 'not-played', reason: expect.stringContaining(error.message) },
  ]);
  expect(summarise(report)).toMatchObject({ findings: [], notPlayed: 2, good: false });
});

test.each(['one-session-per-user', 'three-sessions-per-user', 'refusal-ends-all'] as const)(
  'where runs would disturb each other, they are played one by one: %s',
  async (misbehaviour) => {
    const cases = casesOf(
      ...[
        'ok-both-signed',
        'ok-no-keyinfo',
        'sig-stripped',
        'cond-expired',
        'proto-issuer-missing',
      ],
      ...['web-double-post', 'xml-doctype', 'proto-destination-wrong', 'ok-multi-audience'],
    );
    const verdicts = async (concurrency: number) => {
      const { cases: found } = await check(cases, {
        misbehaviour,
        concurrency,
      });
      await sp.close();
      return Object.values(found).flatMap(({ runs }) =>
        runs.map(({ id, verdict }) => [id, verdict]),
      );
    };
    expect(await verdicts(8)).toEqual(await verdicts(1));
  },
);
