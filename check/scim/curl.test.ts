import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlOf } from './curl.ts';
import type { CaseExchange, TokenKind } from './sender.ts';

const exchange = (body: string, token: TokenKind = 'given'): CaseExchange => ({
  token,
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

test('a request with another token has that one', () => {
  expect(curlOf(exchange('{}', 'other-tenant'))).toContain('Bearer $SAMLAB_SCIM_TOKEN_B"');
  expect(curlOf(exchange('{}', 'wrong'))).not.toContain('$SAMLAB_SCIM_TOKEN');
});
