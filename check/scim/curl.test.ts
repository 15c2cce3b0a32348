import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ScimExchange } from '../../idp/index.ts';
import { curlOf } from './curl.ts';

const exchange = (body: string): ScimExchange => ({
  request: {
    method: 'PATCH',
    url: 'https://example.com/scim/Users/a',
    headers: { 'Content-Type': 'application/scim+json', Authorization: 'Bearer ***' },
    body,
  },
  at: '',
  durationMs: 0,
  attempts: 1,
});

test('a shell reads the command as it was meant, with the token from a variable', () => {
  const body = `{"path":"emails[type eq \\"work\\"]","value":"O'Brien $HOME \`id\`"}`;
  const command = curlOf(exchange(body)).replace(/^curl/, "printf '%s\\n'");
  const words = execFileSync('/bin/sh', ['-c', command], {
    env: { SAMLAB_SCIM_TOKEN: 'not-a-real-token' },
    encoding: 'utf8',
  }).split('\n');
  expect(words).toContain(body);
  expect(words).toContain('Authorization: Bearer not-a-real-token');
  expect(curlOf(exchange(body))).not.toContain('not-a-real-token');
});
