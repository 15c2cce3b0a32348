import { describe, expect, test } from 'vitest';
import { type ScimExchange, scimWire } from '../../idp/index.ts';
import type { JsonObject } from '../../scim/json.ts';
import { Unshown } from './outcomes.ts';
import { OwnResources } from './own-resources.ts';

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

describe('the id that a creation is answered with', () => {
  const made = (id: string, shown: JsonObject = {}) => {
    const own = new OwnResources();
    own.learn(post, answer(201, { ...shown, id }));
    return own;
  };
  const remove = (id: string) => scimWire.deleteResource('User', id);
  const ours = { userName: 'SAMLAB-1@example.com' };
  const confirm = (own: OwnResources, id: string, shown: ReturnType<typeof exchange>) => {
    const resource = own.unconfirmed(remove(id));
    if (!resource) throw new Error('It is confirmed.');
    own.confirm(resource, shown);
  };

  test('is that of what was made when its address shows that, whatever the id looks like', () => {
    for (const id of ['a', 'a/b', '../Groups/1', 'uid=x,ou=y']) {
      const own = made(id);
      confirm(own, id, exchange(200, { id, ...ours }));
      expect(own.unconfirmed(remove(id))).toBeUndefined();
      expect(() => own.mustBeOurs(remove(id))).not.toThrow();
    }
  });

  test('needs no other look when a case has read it', () => {
    const own = made('a');
    const get = scimWire.getResource('User', 'a');
    own.learn(get, answer(200, { id: 'a', userName: 'director@example.com' }));
    expect(own.unconfirmed(remove('a'))).toMatchObject({ id: 'a' });
    own.learn(get, answer(200, { id: 'a', ...ours }));
    expect(own.unconfirmed(remove('a'))).toBeUndefined();
  });

  test('is not when its address shows somebody else, and nothing is changed there', () => {
    for (const shown of [
      { userName: 'director@example.com' },
      { userName: 'samlab-12@example.com' },
    ]) {
      const own = made('a', ours);
      expect(() => confirm(own, 'a', exchange(200, { id: 'a', ...shown }))).toThrow(Unshown);
      expect(() => own.mustBeOurs(remove('a'))).toThrow('which it did not make');
    }
  });

  test('is believed without that if it is plain, and the answer repeated the name', () => {
    const silent = exchange(500);
    expect(() => confirm(made('a.b-1', ours), 'a.b-1', silent)).not.toThrow();
    expect(() => confirm(made('a'), 'a', silent)).toThrow(Unshown);
    for (const id of ['../Groups/1', 'a/b', 'a..b', '..', 'a\\b', 'a\r\nb', 'a?b', 'a%2fb', 'ä'])
      expect(() => confirm(made(id, ours), id, silent)).toThrow(Unshown);
  });

  test('that is of somebody else leaves that one alone, and what was made is found by its name', async () => {
    const own = made('director');
    const sent: string[] = [];
    const left = await own.remove(async (request) => {
      const resource = own.unconfirmed(request);
      if (resource?.id === 'director')
        own.confirm(resource, exchange(200, { id: 'director', userName: 'director@example.com' }));
      sent.push(`${request.method} ${request.path}`);
      if (request.method === 'DELETE') return exchange(204);
      return exchange(200, { Resources: [{ id: 'b', userName: 'samlab-1@example.com' }] });
    });
    expect(sent).toEqual([
      'GET /Users?filter=userName+eq+%22samlab-1%40example.com%22',
      'DELETE /Users/b',
    ]);
    expect(left).toEqual([]);
  });
});

describe('what the server says it made, and does not show where it says', () => {
  const group = scimWire.createGroup([{ target: 'displayName', value: 'samlab-2' }], 'default');
  /** Removes what is left of a user and a group: the server answers every look at an address with 404. */
  const removed = (
    found: (path: string) => JsonObject[],
    shown: Record<'userName' | 'displayName', string>,
    id = 'a/b',
  ) => {
    const own = new OwnResources();
    own.learn(post, answer(201, { id, userName: shown.userName }));
    own.learn(group, answer(201, { id, displayName: shown.displayName }));
    return own.remove(async (request) => {
      const resource = own.unconfirmed(request);
      if (resource) own.confirm(resource, exchange(404));
      const isQuery = request.path.includes('?');
      const answered = isQuery ? exchange(200, { Resources: found(request.path) }) : exchange(204);
      own.learn(request, answered);
      return answered;
    });
  };
  const kept = { userName: 'samlab-1@example.com', displayName: 'samlab-2' };
  const renamed = { userName: 'x', displayName: 'y' };

  test('is found by its name and deleted', async () => {
    const find = (path: string) =>
      path.startsWith('/Users')
        ? [{ id: 'c', userName: kept.userName }]
        : [{ id: 'd', displayName: kept.displayName }];
    for (const shown of [kept, renamed]) expect(await removed(find, shown)).toEqual([]);
  });

  test('is left over by its name when it is not found there either', async () => {
    const both = expect.toSatisfy(
      (left: string[]) =>
        left.toSorted().join() === 'the group "samlab-2",the user "samlab-1@example.com"',
    );
    expect(await removed(() => [], renamed)).toEqual(both);
    const find = () => [{ id: 'a/b', userName: kept.userName, displayName: kept.displayName }];
    expect(await removed(find, kept)).toEqual(both);
    expect(await removed(find, kept, 'x'.repeat(1001))).toEqual(both);
  });

  test('is left over by its name when its id is that of another one', async () => {
    const own = new OwnResources();
    const other = scimWire.createUser([{ target: 'userName', value: 'samlab-3@example.com' }]);
    own.learn(post, answer(201, { id: 'a' }));
    own.learn(other, answer(201, { id: 'a' }));
    own.learn(post, answer(200, { id: 'a' })); // the same again
    const left = await own.remove(async ({ method }) => exchange(method === 'DELETE' ? 204 : 500));
    expect(left).toEqual(['the user "samlab-3@example.com"']);
  });

  test('was never made when the answer repeated the name, and nobody has it', async () => {
    expect(await removed(() => [], kept)).toEqual([]);
  });
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
