/** Peakon behind a token endpoint: the two tests of Microsoft's gallery about it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClientCredentials, clientCredentialsToken, readTenantUrl } from '../../idp/index.ts';
import { listen } from '../../lab/index.ts';
import { buildSp, type Sp } from '../../sp/index.ts';
import { scimCases } from './cases/index.ts';
import { ClientGrant } from './client-grant.ts';
import { defaultTargets } from './mapping.ts';
import { runScimCheck } from './run-scim-check.ts';

const clock = () => new Date();
let sp: Sp;
let url = '';
let token = '';
/** What the token endpoint says of the next tokens. */
let answer: object = {};
const endpoint = createServer(async (request, response) => {
  const form = new URLSearchParams(await text(request));
  const isKnown =
    form.get('client_secret') === 'not-a-real-secret' || form.get('client_assertion') === 'a.b.c';
  response
    .writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
    .end(JSON.stringify(isKnown ? answer : { error: 'invalid_client' }));
});
let tokenEndpoint = '';

beforeAll(async () => {
  sp = await buildSp({ file: ':memory:', publicUrl: () => url, clock });
  url = `http://localhost:${await listen(sp.app, { site: 'sp', port: 0 })}`;
  await sp.administration.createCompany({ id: 'contoso', name: 'C', domains: ['example.com'] });
  ({ token } = await sp.administration.enableProvisioning('contoso'));
  await new Promise<void>((resolve) => {
    endpoint.listen(0, '127.0.0.1', resolve);
  });
  tokenEndpoint = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
});
afterAll(async () => {
  endpoint.close();
  await sp.close();
});

const client = (proof: ClientCredentials['proof']) => ({ tokenEndpoint, clientId: 'entra', proof });

async function check(secret = 'not-a-real-secret', assertion = 'a.b.c') {
  const { report } = await runScimCheck({
    tenantUrl: readTenantUrl(`${url}/scim/v2`),
    token: clientCredentialsToken({
      ...client({ assertion: 'a.b.c' }),
      now: () => clock().getTime(),
    }),
    grants: {
      secret: new ClientGrant(client({ secret, location: 'Body' })),
      assertion: new ClientGrant(client({ assertion })),
    },
    cases: scimCases.filter(({ id }) => ['CRE-11', 'GAL-21', 'GAL-22'].includes(id)),
    ...{ dialects: 'default', match: 'userName', groups: 'auto', targets: defaultTargets },
    ...{ domain: 'example.com', rate: false, concurrency: 1, clock, version: '0' },
    signal: new AbortController().signal,
  });
  const verdict = (id: string) => report.cases[id]?.verdict;
  const reason = (id: string) => report.cases[id]?.runs[0]?.reason;
  return { verdict, reason, text: JSON.stringify(report) };
}

test.each([3600, 3599])(
  'pass at a server that accepts the tokens of its token endpoint, as all other cases do: valid for %i s',
  async (expires_in) => {
    answer = { access_token: token, expires_in };
    const { verdict, text: report } = await check();
    expect(['CRE-11', 'GAL-21', 'GAL-22'].map(verdict)).toEqual(['pass', 'pass', 'pass']);
    expect(report).not.toContain(token);
    expect(report).not.toContain('not-a-real-secret');
  },
);

test.each([
  [{ expires_in: 600 }, 'valid for 10 minutes, not for 60 to 360'],
  [{ expires_in: 3590 }, 'valid for 59 minutes'],
  [{ expires_in: 21_660 }, 'valid for 361 minutes'],
  [{}, 'no number expires_in'],
])('a token with %o fails Validate_Credentials only', async (said, sentence) => {
  answer = { access_token: token, ...said };
  const { verdict, reason } = await check();
  expect([verdict('GAL-21'), verdict('GAL-22')]).toEqual(['fail', 'pass']);
  expect(reason('GAL-21')).toContain(sentence);
});

test.each([
  ['GAL-21', ['wrong', 'a.b.c']],
  ['GAL-22', ['not-a-real-secret', 'wrong']],
] as const)('%s fails when the token endpoint refuses', async (id, [secret, assertion]) => {
  answer = { access_token: token, expires_in: 3600 };
  const { verdict, reason } = await check(secret, assertion);
  expect(verdict(id)).toBe('fail');
  expect(verdict(id === 'GAL-21' ? 'GAL-22' : 'GAL-21')).toBe('pass');
  expect(reason(id)).toContain('answered 401 (invalid_client)');
});
