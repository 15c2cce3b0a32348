import { expect, test } from 'vitest';
import { type ScimExchange, scimWire } from '../../idp/index.ts';
import type { JsonObject } from '../../scim/json.ts';
import { OwnResources } from './sender.ts';

const answer = (status: number, json?: JsonObject) => ({
  answer: { status, headers: {}, body: json ? JSON.stringify(json) : '' },
  ...(json && { json }),
});

const exchange = (status: number, json?: JsonObject): ScimExchange => ({
  ...answer(status, json),
  request: { method: '', url: '', headers: {} },
  at: '',
  durationMs: 0,
  attempts: 1,
});

const post = scimWire.createUser([{ target: 'userName', value: 'samlab-1@example.com' }]);

test('only what this check made may be changed or deleted', () => {
  const own = new OwnResources();
  own.learn(post, answer(201, { id: 'a' }));
  own.learn(scimWire.getResource('User', 'b'), answer(200, { id: 'b' }));
  const refused = [
    scimWire.deleteResource('User', 'b'),
    scimWire.setActive('b', false, 'default'),
    scimWire.deleteResource('Group', 'a'),
    { method: 'PUT', path: '/Users/b', headers: {} } as const,
    { method: 'DELETE', path: '/Users', headers: {} } as const,
    { method: 'PATCH', path: '/Users/a/../b', headers: {} } as const,
  ];
  for (const request of refused)
    expect(() => own.mustBeOurs(request)).toThrow('which it did not make');
  expect(() => own.mustBeOurs(scimWire.deleteResource('User', 'a'))).not.toThrow();
  expect(() => own.mustBeOurs(scimWire.getResource('User', 'b'))).not.toThrow();
});

test('everything is deleted at the end, groups first; what is refused is left over', async () => {
  const own = new OwnResources();
  const group = scimWire.createGroup([{ target: 'displayName', value: 'g' }], 'default');
  own.learn(post, answer(201, { id: 'a' }));
  own.learn(post, answer(201, { id: 'b' }));
  own.learn(group, answer(201, { id: 'g' }));
  own.learn(scimWire.deleteResource('User', 'b'), answer(204));
  const sent: string[] = [];
  const left = await own.remove(async ({ method, path }) => {
    sent.push(`${method} ${path}`);
    return exchange(path.includes('Users') ? 405 : 204);
  });
  expect(sent).toEqual(['DELETE /Groups/g', 'DELETE /Users/a']);
  expect(left).toEqual(['Users/a']);
});

test('a creation without a clear answer is looked for by its name, and nobody else is deleted', async () => {
  const own = new OwnResources();
  own.learn(post, {});
  const sent: string[] = [];
  await own.remove(async ({ method, path }) => {
    sent.push(`${method} ${path}`);
    if (method === 'DELETE') return exchange(204);
    return exchange(200, {
      Resources: [
        { id: 'a', userName: 'samlab-1@example.com' },
        { id: 'b', userName: 'someone.else@example.com' },
      ],
    });
  });
  expect(sent).toEqual([
    'GET /Users?filter=userName+eq+%22samlab-1%40example.com%22',
    'DELETE /Users/a',
  ]);
});

test('a removal that fails keeps neither the others nor the report; a silent server is given up', async () => {
  const own = new OwnResources();
  own.learn(post, answer(201, { id: '' }));
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) own.learn(post, answer(201, { id }));
  const sent: string[] = [];
  const left = await own.remove(async ({ path }) => {
    sent.push(path);
    if (path === '/Users/a') throw new Error('No answer.');
    if (path === '/Users/b') return exchange(204);
    throw new Error('No answer.');
  });
  expect(sent).toEqual([
    '/Users?filter=userName+eq+%22samlab-1%40example.com%22',
    ...['/Users/a', '/Users/b', '/Users/c', '/Users/d', '/Users/e'],
  ]);
  expect(left).toEqual(['Users/a', 'Users/c', 'Users/d', 'Users/e', 'Users/f']);
});
