import { afterAll, beforeAll, expect, test } from 'vitest';
import { urn } from '../../scim/urns.ts';
import { Dice } from './testing/dice.ts';
import {
  clientOf,
  type Resource,
  type ScimUnderTest,
  scimUnderTest,
} from './testing/scim-under-test.ts';

let peakon: ScimUnderTest;
/** Another company, which nothing of what is sent here may change. */
let bystander: ReturnType<typeof clientOf>;

beforeAll(async () => {
  peakon = await scimUnderTest({ groups: true });
  const { administration } = peakon.sp;
  await administration.createCompany({ id: 'fabrikam', name: 'Fabrikam' });
  const { token } = await administration.enableProvisioning('fabrikam');
  bystander = clientOf(peakon, token);
  await bystander.create('anna@fabrikam.com', { title: 'Bystander' });
});
afterAll(() => peakon.sp.close());

const wk = urn.enterpriseUser;
const names = [
  ...[
    'userName',
    'active',
    'name',
    'name.givenName',
    'emails',
    'emails.value',
    'title',
    'id',
    'meta',
    'schemas',
  ],
  ...[
    'roles',
    'addresses',
    'members',
    'displayName',
    'externalId',
    'phoneNumbers',
    'x',
    '',
    ' ',
    '$ref',
    'value',
  ],
  ...[
    wk,
    `${wk}:manager`,
    `${wk}:manager.value`,
    `${wk}:employeeNumber`,
    urn.peakonUser,
    `${urn.peakonUser}:Business Unit`,
  ],
  ...[
    `${urn.user}:title`,
    urn.user,
    'urn:',
    'urn:a:b:2.0:User:c',
    'urn:a',
    '__proto__',
    'constructor',
    'toString',
  ],
];
const texts = [
  ...[
    '',
    'x',
    'True',
    'False',
    'true',
    'null',
    '0',
    '-1',
    'anna@fabrikam.com',
    'b.simon@contoso.com',
    '\u0000',
  ],
  ...[
    '\ud800',
    '"',
    "'",
    '\\',
    '%',
    '%00',
    '\r\nX-Header: 1',
    '../..',
    '{"value":"x"}',
    '{"a":{"__proto__":1}}',
  ],
  ...[
    "'; drop table employee; --",
    'ü',
    '\u212a',
    '2026-01-31',
    '9'.repeat(400),
    'x'.repeat(5000),
    'bulkId:a',
  ],
];
const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr', 'EQ', 'is', ''];

function makers(dice: Dice, ids: readonly string[]) {
  const text = () => dice.one([...texts, ...ids]);
  const value = (depth = 0): unknown => {
    const kind = dice.below(depth > 4 ? 4 : 7);
    if (kind === 0) return text();
    if (kind === 1) return dice.one([true, false, null, 0, -1, 1e308, 2 ** 53, 0.1]);
    if (kind <= 3) return text();
    if (kind === 4) return dice.many(() => value(depth + 1));
    return Object.fromEntries(
      dice.many(() => [
        dice.one([...names, 'value', 'type', 'primary', 'op', 'path']),
        value(depth + 1),
      ]),
    );
  };
  const filter = (depth = 0): string => {
    const kind = dice.below(depth > 3 ? 2 : 8);
    if (kind <= 1)
      return `${dice.one(names)} ${dice.one(operators)} ${JSON.stringify(dice.one([text(), true, 1]))}`;
    if (kind <= 3)
      return `${filter(depth + 1)} ${dice.one(['and', 'or', 'AND', 'xor'])} ${filter(depth + 1)}`;
    if (kind === 4) return `not (${filter(depth + 1)})`;
    if (kind === 5) return `(${filter(depth + 1)}${dice.one([')', '', '))'])}`;
    if (kind === 6) return `emails[${filter(depth + 1)}].value eq ${JSON.stringify(text())}`;
    return text();
  };
  const path = () =>
    dice.one([
      () => dice.one(names),
      () => `${dice.one(names)}[${filter(3)}]`,
      () => `${dice.one(names)}[${filter(3)}].${dice.one(names)}`,
      text,
    ])();
  const operation = () => ({
    op: dice.one(['Add', 'add', 'Replace', 'replace', 'Remove', 'remove', 'move', '', null, 1]),
    ...(dice.below(4) > 0 && { path: dice.one([path(), path(), value()]) }),
    ...(dice.below(5) > 0 && { value: value() }),
  });
  const patch = () =>
    dice.one([{ Operations: dice.many(operation) }, { Operations: dice.many(operation) }, value()]);
  return { text, value, filter, path, patch };
}

test.each(['one', 'two', 'three'])(
  'what nobody would send is never a 500, and changes no other company: %s',
  async (seed) => {
    const dice = new Dice(seed);
    const before = (await bystander.send('GET', '/Users')).text;
    const user = await peakon.create(`arbitrary-${seed}@contoso.com`);
    const group = (
      await peakon.send('POST', '/Groups', {
        displayName: `Group ${seed}`,
        members: [{ value: user.id }],
      })
    ).body;
    const [theirs] = (await bystander.send('GET', '/Users')).body.Resources as Resource[];
    const ids = [user.id, group.id, theirs?.id ?? ''];
    const make = makers(dice, ids);
    const id = () =>
      encodeURIComponent(
        dice.one([...ids, 'x', make.text().replaceAll(/[\ud800-\udfff]/g, '')]).slice(0, 200),
      );
    const seen = new Map<number, number>();
    for (let n = 0; n < 1500; n++) {
      const resource = dice.one(['/Users', '/Groups']);
      const query = () =>
        new URLSearchParams({
          ...(dice.below(2) === 0 && { filter: make.filter() }),
          ...(dice.below(3) === 0 && { attributes: dice.many(make.path).join(',') }),
          ...(dice.below(3) === 0 && { excludedAttributes: dice.many(make.path).join(',') }),
          ...(dice.below(3) === 0 && { startIndex: make.text(), count: make.text() }),
        });
      const bulk = () => ({
        Operations: dice.many(() => ({
          method: dice.one(['POST', 'PUT', 'PATCH', 'DELETE', 'GET', '']),
          path: dice.one([
            resource,
            `${resource}/${dice.one(ids)}`,
            make.text(),
            '/Bulk',
            '/Users/bulkId:a',
          ]),
          ...(dice.below(2) === 0 && { bulkId: dice.one(['a', 'b', make.text()]) }),
          data: dice.one([make.value(), make.patch()]),
        })),
      });
      const answer = await dice.one([
        () => peakon.send('GET', `${resource}?${query()}`),
        () => peakon.send('GET', `${resource}/${id()}?${query()}`),
        () => peakon.send('POST', resource, JSON.stringify(make.value())),
        () => peakon.send('PUT', `${resource}/${id()}`, JSON.stringify(make.value())),
        () => peakon.send('PATCH', `${resource}/${id()}`, JSON.stringify(make.patch())),
        () => peakon.send('PATCH', `/Users/${user.id}`, JSON.stringify(make.patch())),
        () => peakon.send('PATCH', `/Groups/${group.id}`, JSON.stringify(make.patch())),
        () => peakon.send('POST', '/Bulk', JSON.stringify(bulk())),
        () =>
          peakon.send(
            'PATCH',
            `/Users/${user.id}`,
            JSON.stringify(make.patch()).slice(0, dice.below(200)),
          ),
      ])();
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      expect(answer.status, answer.text).toBeLessThan(500);
      const inBulk = (answer.body.Operations ?? []) as { status?: string }[];
      for (const { status } of inBulk) expect(Number(status), answer.text).toBeLessThan(500);
      expect(Object.keys(answer.headers)).not.toContain('x-header');
    }
    // Both kinds were sent: what is accepted, and what is refused.
    for (const status of [200, 400, 404]) expect(seen.get(status)).toBeGreaterThan(20);
    expect((await bystander.send('GET', '/Users')).text).toBe(before);
    for (const name of ['x', 'a', 'value', 'active', 'polluted'])
      expect(Object.prototype).not.toHaveProperty([name]);
    // The server still works.
    expect((await peakon.create(`after-${seed}@contoso.com`)).active).toBe(true);
  },
);
