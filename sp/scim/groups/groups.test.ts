import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { type Resource, type ScimUnderTest, scimUnderTest } from '../testing/scim-under-test.ts';

let peakon: ScimUnderTest;
let people: Resource[];
beforeAll(async () => {
  peakon = await scimUnderTest({ groups: true });
  people = [];
  for (let n = 0; n < 6; n++) people.push(await peakon.create(`member${n}@contoso.com`));
});
afterAll(() => peakon.sp.close());

let number = 0;
async function create(members: readonly string[] = [], more: object = {}): Promise<Resource> {
  const { status, body, text } = await peakon.send('POST', '/Groups', {
    schemas: [urn.group, urn.entraGroup],
    externalId: `g-${number}`,
    displayName: `Group ${number++}`,
    members: members.map((value) => ({ value })),
    ...more,
  });
  if (status !== 201) throw new Error(text);
  return body;
}
const ids = () => people.map(({ id }) => id);
const patch = (id: string, ...Operations: object[]) =>
  peakon.send('PATCH', `/Groups/${id}`, { schemas: [urn.patchOp], Operations });
async function membersOf(id: string): Promise<string[]> {
  const { members } = (await peakon.send('GET', `/Groups/${id}`)).body;
  return (members as Resource[] | undefined)?.map(({ value }) => String(value)) ?? [];
}
/** The members after a PATCH that succeeded, GRP-76: without a body. */
async function membersAfter(id: string, ...operations: object[]): Promise<string[]> {
  expect(await patch(id, ...operations)).toMatchObject({ status: 204, text: '' });
  return membersOf(id);
}

test('GRP-63, 64: a new group is found by its name, without its members', async () => {
  const group = await create([ids()[0] ?? '']);
  expect(group).toMatchObject({
    schemas: [urn.group],
    externalId: 'g-0',
    displayName: 'Group 0',
    members: [{ value: ids()[0], type: 'User', display: 'member0@contoso.com' }],
    meta: { location: `http://sp.test/scim/v2/Groups/${group.id}` },
  });
  const { members: _, ...rest } = group;
  const { body } = await peakon.send(
    'GET',
    '/Groups?excludedAttributes=members&filter=displayName+eq+%22GROUP+0%22',
  );
  expect(body).toMatchObject({ totalResults: 1, Resources: [rest] });
  expect((body.Resources as Resource[])[0]).not.toHaveProperty('members');
  for (const filter of [
    `members[value eq "${ids()[0]}"]`,
    `members eq "${ids()[0]}"`,
    'externalId eq "g-0"',
  ])
    expect(
      (await peakon.send('GET', `/Groups?filter=${encodeURIComponent(filter)}`)).body,
    ).toMatchObject({ totalResults: 1, Resources: [group] });
});

describe('members', () => {
  const member = (value: string | undefined) => [{ $ref: null, value }];

  test('GRP-65, 66, 68, 69: added once, removed by a filter, removed again', async () => {
    const { id } = await create();
    const [one, two] = ids();
    const add = { op: 'Add', path: 'members', value: member(one) };
    expect(await membersAfter(id, add)).toEqual([one]);
    expect(await membersAfter(id, add)).toEqual([one]);
    expect(
      (await membersAfter(id, { op: 'add', path: 'members', value: member(two) })).toSorted(),
    ).toEqual([one, two].toSorted());
    const remove = { op: 'remove', path: `members[value eq "${one}"]` };
    expect(await membersAfter(id, remove)).toEqual([two]);
    expect(await membersAfter(id, remove)).toEqual([two]);
  });

  test.each([
    ['GRP-67: a list removes those in it', (id: string) => member(id), 2],
    ['a text', (id: string) => id, 2],
    ['GRP-69: someone who is no member', () => member('nobody'), 3],
    ['GRP-70: an empty list', () => [], 3],
    ['null, which is an empty list (RFC 7643 2.5)', () => null, 3],
    ['nothing at all: everyone', () => undefined, 0],
  ])('%s', async (_, value, left) => {
    const { id } = await create(ids().slice(0, 3));
    const operation = { op: 'Remove', path: 'members', value: value(ids()[0] ?? '') };
    expect(await membersAfter(id, operation)).toHaveLength(left);
  });

  test('GRP-71: one who is nobody is refused, and nobody is added', async () => {
    const { id } = await create();
    const value = [...member(ids()[0]), ...member('nobody')];
    expect(await patch(id, { op: 'Add', path: 'members', value })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
    expect(await membersOf(id)).toEqual([]);
  });

  test('GRP-72: five changes at once lose nothing', async () => {
    const { id } = await create();
    const answers = await Promise.all(
      ids().map((value) => patch(id, { op: 'Add', path: 'members', value: member(value) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(ids().map(() => 204));
    expect((await membersOf(id)).toSorted()).toEqual(ids().toSorted());
  });

  test('GRP-73: a large group is answered as a whole', async () => {
    const many: string[] = [];
    for (let n = 0; n < 150; n++) many.push((await peakon.create(`large${n}@contoso.com`)).id);
    const { id } = await create(many);
    expect((await membersOf(id)).toSorted()).toEqual(many.toSorted());
  });

  test('GRP-74: a new name and external id keep the members', async () => {
    const { id } = await create(ids().slice(0, 2));
    const operations = [
      { op: 'Replace', path: 'displayName', value: 'Renamed' },
      { op: 'Replace', path: 'externalId', value: 'renamed' },
    ];
    expect(await membersAfter(id, ...operations)).toHaveLength(2);
    expect((await peakon.send('GET', `/Groups/${id}`)).body).toMatchObject({
      displayName: 'Renamed',
      externalId: 'renamed',
    });
    expect(
      await membersAfter(id, {
        op: 'replace',
        value: { displayName: 'Again', members: member(ids()[5]) },
      }),
    ).toEqual([ids()[5]]);
  });

  test('who is deleted is a member no more', async () => {
    const { id: gone } = await peakon.create('gone@contoso.com');
    const { id } = await create([gone]);
    await peakon.send('DELETE', `/Users/${gone}`);
    expect(await membersOf(id)).toEqual([]);
  });
});

test('GRP-75: a second group of this name is refused, in any case, also by a change', async () => {
  await create([], { displayName: 'Taken' });
  const { id } = await create();
  const uniqueness = { status: 409, body: { scimType: 'uniqueness' } };
  expect(await peakon.send('POST', '/Groups', { displayName: 'TAKEN' })).toMatchObject(uniqueness);
  expect(await patch(id, { op: 'Replace', path: 'displayName', value: 'taken' })).toMatchObject(
    uniqueness,
  );
});

test('all or nothing: a change of members is undone by a later operation that is refused', async () => {
  const { id } = await create();
  const add = { op: 'Add', path: 'members', value: [{ value: ids()[0] }] };
  for (const bad of [
    { op: 'Replace', path: 'id', value: 'x' },
    { op: 'Replace', path: 'displayName', value: 'Taken' },
    { op: 'Replace', path: 'displayName', value: '' },
    { op: 'Add', path: 'members[value eq "x"].value', value: 'x' },
  ]) {
    expect((await patch(id, add, bad)).status).toBeGreaterThanOrEqual(400);
    expect(await membersOf(id)).toEqual([]);
  }
  expect(await membersAfter(id, add)).toEqual([ids()[0]]); // the control
});

test('PUT takes the place of the members; DELETE deletes the group and nobody', async () => {
  const { id, displayName } = await create(ids().slice(0, 2));
  const put = await peakon.send('PUT', `/Groups/${id}`, {
    displayName,
    members: [{ value: ids()[3] }],
  });
  expect(put.status).toBe(200);
  expect(await membersOf(id)).toEqual([ids()[3]]);
  expect(await peakon.send('DELETE', `/Groups/${id}`)).toMatchObject({ status: 204 });
  expect(await peakon.send('GET', `/Groups/${id}`)).toMatchObject({ status: 404 });
  expect(await peakon.send('DELETE', `/Groups/${id}`)).toMatchObject({ status: 404 });
  expect((await peakon.get(ids()[3] ?? '')).userName).toBe('member3@contoso.com');
});

test('changes of a group that is deleted at once are made or find no group', async () => {
  const value = ids().map((one) => ({ value: one }));
  for (let n = 0; n < 5; n += 1) {
    const { id, displayName } = await create(ids().slice(0, 2));
    const answers = await Promise.all([
      patch(id, { op: 'Replace', path: 'members', value }),
      peakon.send('DELETE', `/Groups/${id}`),
      patch(id, { op: 'Add', path: 'members', value }),
      peakon.send('PUT', `/Groups/${id}`, { displayName, members: value }),
    ]);
    for (const { status, text } of answers) expect([200, 204, 404], text).toContain(status);
    expect(answers[1]?.status).toBe(204);
    expect(await peakon.send('GET', `/Groups/${id}`)).toMatchObject({ status: 404 });
  }
});

test('the fault remove_wipes_group empties the group', async () => {
  const { id } = await create(ids().slice(0, 3));
  await peakon.change({ faults: ['remove_wipes_group'] });
  expect(await membersAfter(id, { op: 'Remove', path: 'members', value: member0() })).toEqual([]);
  await peakon.change({ faults: [] });
});

const member0 = () => [{ value: ids()[0] }];
