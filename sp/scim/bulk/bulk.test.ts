import { afterAll, beforeAll, expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { turnsDuring } from '../../../store/testing/turns-during.ts';
import { newUser, type ScimUnderTest, scimUnderTest } from '../testing/scim-under-test.ts';

const wk = urn.enterpriseUser;

let peakon: ScimUnderTest;
beforeAll(async () => {
  peakon = await scimUnderTest();
});
afterAll(() => peakon.sp.close());

interface Result {
  readonly method: string;
  readonly bulkId?: string;
  readonly location?: string;
  readonly status: string;
  readonly response?: { readonly scimType?: string; readonly detail: string };
}

async function bulk(Operations: readonly object[], more: object = {}): Promise<Result[]> {
  const { status, body, text } = await peakon.send('POST', '/Bulk', {
    schemas: [urn.bulkRequest],
    Operations,
    ...more,
  });
  expect(status, text).toBe(200);
  expect(body.schemas).toEqual([urn.bulkResponse]);
  return body.Operations as unknown as Result[];
}
const post = (bulkId: string, data: object) => ({ method: 'POST', path: '/Users', bulkId, data });

test('creates, changes and deletes; a reference to a later operation is resolved', async () => {
  const gone = await peakon.create('bulk-gone@contoso.com');
  const changed = await peakon.create('bulk-changed@contoso.com');
  const results = await bulk([
    post('anna', newUser('anna@bulk.test', { [wk]: { manager: 'bulkId:boss' } })),
    post('boss', newUser('boss@bulk.test')),
    { method: 'DELETE', path: `/Users/${gone.id}` },
    {
      method: 'patch',
      path: `/Users/${changed.id}`,
      data: { Operations: [{ op: 'Add', path: 'title', value: 'T' }] },
    },
    {
      method: 'PUT',
      path: '/Users/bulkId:anna',
      data: newUser('anna@bulk.test', { [wk]: { manager: { value: 'bulkId:boss' } } }),
    },
  ]);
  expect(results.map(({ method, status }) => `${method} ${status}`)).toEqual([
    'POST 201',
    'POST 201',
    'DELETE 204',
    'PATCH 200',
    'PUT 200',
  ]);
  const [boss] = await peakon.find('userName eq "boss@bulk.test"');
  const [anna] = await peakon.find('userName eq "anna@bulk.test"');
  expect(anna?.[wk]).toMatchObject({ manager: { value: boss?.id } });
  expect(results[0]).toMatchObject({
    bulkId: 'anna',
    location: `http://sp.test/scim/v2/Users/${anna?.id}`,
  });
  expect((await peakon.get(changed.id)).title).toBe('T');
});

test('null is nothing, also in an operation', async () => {
  const { id } = await peakon.create('bulk-null@contoso.com');
  const operation = { method: 'DELETE', bulkId: null, data: null };
  const results = await bulk(
    [
      { ...operation, path: `/Users/${id}` },
      { ...operation, path: `/Users/${id}` },
    ],
    { failOnErrors: null },
  );
  expect(results).toMatchObject([{ status: '204' }, { status: '404' }]);
  expect(results[0]).not.toHaveProperty('bulkId');
});

test('an operation that fails says why, and the others are made', async () => {
  await peakon.create('bulk-taken@contoso.com');
  const results = await bulk([
    post('a', newUser('bulk-taken@contoso.com')),
    post('b', newUser('bulk-b@contoso.com')),
    { method: 'DELETE', path: '/Users/nobody' },
    { method: 'DELETE', path: '/Bulk' },
    { method: 'POST', path: '/Users/x', bulkId: 'c', data: {} },
    { method: 'DELETE', path: '/Users' },
    { method: 'DELETE', path: '/Users/x/y' },
    { method: 'POST', path: '/Groups', bulkId: 'd', data: { displayName: 'G' } },
  ]);
  expect(results.map(({ status, response }) => [status, response?.scimType])).toEqual([
    ['409', 'uniqueness'],
    ['201', undefined],
    ['404', undefined],
    ['404', undefined],
    ['400', 'invalidValue'],
    ['400', 'invalidValue'],
    ['404', undefined],
    ['404', undefined],
  ]);
});

test('operations that wait for each other, for one that failed, or for none are refused with 409', async () => {
  const results = await bulk([
    post('x', newUser('bulk-x@contoso.com', { [wk]: { manager: 'bulkId:y' } })),
    post('y', newUser('bulk-y@contoso.com', { [wk]: { manager: 'bulkId:x' } })),
    post('z', newUser('bulk-z@contoso.com', { [wk]: { manager: 'bulkId:fails' } })),
    post('fails', { userName: '' }),
    post('w', newUser('bulk-w@contoso.com', { [wk]: { manager: 'bulkId:missing' } })),
    post('self', newUser('bulk-self@contoso.com', { [wk]: { manager: 'bulkId:self' } })),
    post('fine', newUser('bulk-fine@contoso.com')),
  ]);
  expect(results.map(({ bulkId, status }) => `${bulkId} ${status}`)).toEqual([
    'x 409',
    'y 409',
    'z 409',
    'fails 400',
    'w 409',
    'self 409',
    'fine 201',
  ]);
});

test('failOnErrors ends the request', async () => {
  const broken = { method: 'DELETE', path: '/Users/nobody' };
  const last = post('last', newUser('bulk-last@contoso.com'));
  const results = await bulk([broken, broken, last], { failOnErrors: 2 });
  expect(results.map(({ status }) => status)).toEqual(['404', '404']);
  expect(await peakon.find('userName eq "bulk-last@contoso.com"')).toEqual([]);
  expect((await bulk([broken, last], { failOnErrors: 2 })).at(-1)).toMatchObject({ status: '201' });
});

test.each([
  ['no operations', {}, 400, 'invalidSyntax'],
  ['an operation without a method', { Operations: [{ path: '/Users' }] }, 400, 'invalidSyntax'],
  [
    'a method that is none',
    { Operations: [{ method: 'GET', path: '/Users' }] },
    400,
    'invalidSyntax',
  ],
  [
    'a method that is an object',
    { Operations: [{ method: {}, path: '/Users' }] },
    400,
    'invalidSyntax',
  ],
  [
    'a whole address',
    { Operations: [{ method: 'DELETE', path: 'http://x/Users/1' }] },
    400,
    'invalidPath',
  ],
  [
    'POST without bulkId',
    { Operations: [{ method: 'POST', path: '/Users' }] },
    400,
    'invalidValue',
  ],
  ['a bulkId twice', { Operations: [post('a', {}), post('a', {})] }, 400, 'invalidValue'],
  [
    'a bulkId that is no text',
    { Operations: [{ method: 'POST', path: '/Users', bulkId: {} }] },
    400,
    'invalidValue',
  ],
  ['failOnErrors below 0', { Operations: [], failOnErrors: -1 }, 400, 'invalidValue'],
  [
    'too many operations',
    { Operations: Array.from({ length: 1001 }, () => ({ method: 'DELETE', path: '/Users/x' })) },
    413,
    undefined,
  ],
])('%s is refused as a whole', async (_, body, status, scimType) => {
  const answer = await peakon.send('POST', '/Bulk', body);
  expect(answer.status).toBe(status);
  expect(answer.body.scimType).toBe(scimType);
});

test('1,000 operations that each wait for the next are made in one request', async () => {
  const people = Array.from({ length: 1000 }, (_, n) =>
    post(`p${n}`, {
      userName: `chain${n}@contoso.com`,
      ...(n < 999 && { [wk]: { manager: `bulkId:p${n + 1}` } }),
    }),
  );
  const results = await bulk(people);
  expect(results.filter(({ status }) => status === '201')).toHaveLength(1000);
});

test('1,000 large operations that wait in a ring are refused at once, while others run', async () => {
  const much = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`, 'v']));
  const ring = Array.from({ length: 1000 }, (_, n) =>
    post(`p${n}`, {
      ...newUser(`ring${n}@contoso.com`, { [wk]: { manager: `bulkId:p${(n + 1) % 1000}` } }),
      much,
    }),
  );
  const answering = bulk(ring);
  expect(await turnsDuring(answering)).toBeGreaterThan(2);
  expect(new Set((await answering).map(({ status }) => status))).toEqual(new Set(['409']));
});
