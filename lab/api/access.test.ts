/** Who may call the API: programs, and pages of the lab home; with a token, only who has it. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../library.ts';
import { anyPorts, RunningLabs } from '../testing/running-labs.ts';
import { ApiClient } from './testing/api-client.ts';

let lab: Lab;
let api: ApiClient;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
  api = new ApiClient(lab);
});
afterAll(() => lab.close());

describe('pages of other sites cannot drive it:', () => {
  const own = () => ({ origin: lab.start.lab, 'sec-fetch-site': 'same-origin' });
  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port', { origin: 'http://localhost:5000', 'sec-fetch-site': 'same-site' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a browser without Sec-Fetch-Site', { origin: 'https://evil.example' }],
  ])('%s', async (_, headers) => {
    for (const [method, path] of [
      ['POST', '/reset'],
      ['POST', '/tenants'],
      ['GET', '/tenants'],
      ['GET', '/openapi.json'],
      ['PUT', '/clock'],
      ['DELETE', '/clock'],
    ] as const)
      expect(await api.call(method, path, { headers })).toMatchObject({
        status: 403,
        body: { code: 'foreign_origin' },
      });
    expect(await api.call('POST', '/tenants', { headers: own() })).toMatchObject({ status: 201 });
    expect(
      await api.call('GET', '/tenants', { headers: { 'sec-fetch-site': 'none' } }),
    ).toMatchObject({ status: 200 });
  });

  test('a name that was rebound to this machine', async () => {
    const status = (host: string) =>
      new Promise((resolve, reject) => {
        const url = `${lab.start.lab}/api/v1`;
        httpRequest(url, { headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status('evil.example')).toBe(421);
    expect(await status('localhost')).toBe(200);
  });
});

describe('with a token', () => {
  const labs = RunningLabs.forEachTest();
  const apiToken = 'Maple-Otter-4711-Glacier';

  test('every request needs it, but for the description', async () => {
    const guarded = await labs.start({ memory: true, empty: true, apiToken });
    const client = new ApiClient(guarded);
    const asked = (authorization?: string) =>
      client.call('GET', '/tenants', {
        headers: authorization === undefined ? {} : { authorization },
      });
    for (const [given, words] of [
      [undefined, 'The request has no token'],
      [`Basic ${apiToken}`, 'The request has no token'],
      ['Bearer wrong', 'The token is wrong'],
      [`Bearer ${apiToken}x`, 'The token is wrong'],
    ] as const) {
      const answer = await asked(given);
      expect(answer).toMatchObject({
        status: 401,
        body: { code: 'unauthorized', detail: expect.stringContaining(words) },
      });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="samlab"');
    }
    expect(await asked(`Bearer ${apiToken}`)).toMatchObject({ status: 200 });
    const openapi = await fetch(`${guarded.start.lab}/api/v1/openapi.json`);
    expect(await openapi.json()).toMatchObject({ security: [{ token: [] }] });
    expect(await (await fetch(`${guarded.start.lab}/api`)).text()).toContain('$SAMLAB_API_TOKEN');
  });

  test('a token that is too short or no token is refused at the start', async () => {
    for (const wrong of ['', 'short', 'with spaces in between it'])
      await expect(labs.start({ memory: true, apiToken: wrong })).rejects.toMatchObject({
        code: 'invalid_option',
        message: expect.stringContaining('apiToken'),
      });
  });
});
