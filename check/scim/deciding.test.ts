/** Each answer of each case is spoiled in turn: a case that fails because of it shows the request that got it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTenantUrl } from '../../idp/index.ts';
import { listen } from '../../lab/index.ts';
import { buildSp, type Sp } from '../../sp/index.ts';
import { scimCases } from './cases/index.ts';
import { curlOf } from './curl.ts';
import { HttpSender } from './http-sender.ts';
import { defaultTargets } from './mapping.ts';
import { Wrong } from './outcomes.ts';
import { OwnResources } from './own-resources.ts';
import { jobsOf } from './plan.ts';
import { outcomeOf } from './run-scim-check.ts';
import type { Sender } from './sender.ts';
import { ScimStage } from './stage.ts';
import { toScimRun } from './to-report.ts';

const clock = () => new Date();
let sp: Sp;
let url = '';
let tokens: { token: string; tokenB: string };

beforeAll(async () => {
  sp = await buildSp({ file: ':memory:', publicUrl: () => url, clock });
  url = `http://localhost:${await listen(sp.app, { site: 'sp', port: 0 })}`;
  const { administration } = sp;
  for (const [id, domain] of [
    ['contoso', 'example.com'],
    ['fabrikam', 'fabrikam.com'],
  ] as const)
    await administration.createCompany({ id, name: id, domains: [domain] });
  const { token } = await administration.enableProvisioning('contoso');
  const { token: tokenB } = await administration.enableProvisioning('fabrikam');
  await administration.changeProvisioning('contoso', { groups: true });
  tokens = { token, tokenB };
});
afterAll(() => sp.close());

const MARK = 'This answer is spoiled';

/** Sends to Peakon, and puts another answer in place of that of one request. */
class SpoilingSender implements Sender {
  readonly domain = 'example.com';
  readonly #inner: Sender;
  readonly #nth: number;
  #sent = 0;

  constructor(inner: Sender, nth: number) {
    this.#inner = inner;
    this.#nth = nth;
  }

  newId(): string {
    return this.#inner.newId();
  }

  async sleep(): Promise<void> {}

  async send(...given: Parameters<Sender['send']>): ReturnType<Sender['send']> {
    const exchange = await this.#inner.send(...given);
    this.#sent += 1;
    if (this.#sent !== this.#nth) return exchange;
    const json = { detail: MARK };
    return { ...exchange, json, answer: { status: 418, headers: {}, body: JSON.stringify(json) } };
  }
}

/** Of a case; the large groups and pages repeat the same request. */
const MOST = 8;

test('the request that is shown is the one whose answer decided', async () => {
  const { signal } = new AbortController();
  const tenantUrl = readTenantUrl(`${url}/scim/v2`);
  const options = { tenantUrl, ...tokens, domain: 'example.com', now: Date.now, signal };
  const inner = new HttpSender(options, new OwnResources());
  const setup = { match: 'userName', groups: true, targets: defaultTargets } as const;
  const wrong: string[] = [];
  const judged = new Set<string>();
  let count = 0;
  const name = () => {
    count += 1;
    return `samlab-deciding-${count}`;
  };
  const jobs = jobsOf(scimCases).filter(
    ({ of, run }) =>
      !of.alone &&
      ![...(of.needs ?? []), ...(run.needs ?? [])].some((need) =>
        ['existing', 'sign-in', 'oauth', 'rate', 'custom-urn'].includes(need),
      ),
  );
  for (const job of jobs)
    for (let nth = 1; nth <= MOST; nth += 1) {
      const sender = new SpoilingSender(inner, nth);
      const stage = new ScimStage(setup, { sender, name, judges: true });
      const error = await job.run.play(stage).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      const { exchanges } = stage;
      const spoiled = exchanges[nth - 1];
      if (!spoiled) break;
      if (!(error instanceof Wrong) || !error.message.includes(MARK)) continue;
      judged.add(job.of.id);
      const at = clock();
      const played = { ...outcomeOf(error, job), exchanges, at, durationMs: 0 };
      if (toScimRun(job, played).request !== curlOf(spoiled))
        wrong.push(`${job.id}, answer ${nth}`);
    }
  inner.close();
  expect(wrong).toEqual([]);
  expect(judged.size).toBeGreaterThan(60);
}, 120_000);
