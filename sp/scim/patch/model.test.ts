import { expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { userType } from '../schema/user.ts';
import { Dice } from '../testing/dice.ts';
import { copyJson, type Values } from '../values.ts';
import { applyChange } from './apply-change.ts';
import { changesOfAll } from './changes.ts';
import { readOperations } from './operation.ts';

type Json = string | boolean | Json[] | { [name: string]: Json };
type Resource = Record<string, Json>;
type Member = Record<string, Json>;

/** An operation as one of Entra's dialects or RFC 7644 writes it, and what it means (RFC 7644 3.5.2, scim.md a.2 and c.2). */
interface Case {
  readonly operation: object;
  readonly act: (resource: Resource) => void;
}

const { enterpriseUser: wk, peakonUser: pk } = urn;
const texts = ['a', 'A', 'b', 'c', 'Zoë'];
const lists = ['emails', 'phoneNumbers', 'addresses', 'roles'];
const types = ['work', 'home', 'other'];
const fold = (value: Json | undefined) =>
  typeof value === 'string' ? value.replace(/[A-Z]/g, (one) => one.toLowerCase()) : value;

const listIn = (resource: Resource, name: string) => (resource[name] ?? []) as Member[];

function setList(resource: Resource, name: string, list: readonly Member[]): void {
  if (list.length > 0) resource[name] = [...list];
  else delete resource[name];
}

/** One member is the preferred one: the last that was changed, or the first. */
function onePrimary(list: readonly Member[], changed: readonly Member[]): void {
  const isPrimary = (one: Member) => one.primary === true;
  const chosen = changed.findLast(isPrimary) ?? list.find(isPrimary);
  for (const one of list) if (one !== chosen && isPrimary(one)) one.primary = false;
}

const isSame = (name: string, one: Member, other: Member) =>
  name === 'addresses'
    ? JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
    : fold(one.value) === fold(other.value) && fold(one.type) === fold(other.type);

/** Adds to a list: a member that is there takes what is new. */
function add(resource: Resource, name: string, given: readonly Member[]): void {
  const list = listIn(resource, name);
  const changed = given.map((one) => {
    const known = list.find((other) => isSame(name, one, other));
    if (!known) list.push(one);
    return Object.assign(known ?? one, one);
  });
  onePrimary(list, changed);
  setList(resource, name, list);
}

/** The members that a value path means; one that is not there is made (UPD-39). */
function membersOf(
  resource: Resource,
  name: string,
  isMeant: (one: Member) => boolean,
  made: Member,
) {
  const list = listIn(resource, name);
  const found = list.filter(isMeant);
  if (found.length > 0) return found;
  resource[name] = [...list, made];
  return [made];
}

/** The object of an extension; none is left without attributes. */
function within(resource: Resource, schema: string | undefined, act: (values: Resource) => void) {
  if (schema !== undefined) resource[schema] ??= {};
  const values = schema === undefined ? resource : (resource[schema] as Resource);
  act(values);
  if (schema !== undefined && Object.keys(values).length === 0) delete resource[schema];
}

function set(values: Resource, name: string, value: Json | null | undefined): void {
  if (value === undefined || value === null || value === '') delete values[name];
  else values[name] = value;
}

/** Keys in an order that does not matter; types in small letters. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, one]): [string, Json] => [
    name,
    name === 'type' ? (fold(one) ?? '') : sorted(one),
  ]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function makers(dice: Dice) {
  const text = () => dice.one(texts);
  const spelled = (name: string) =>
    dice.one([name, name.toUpperCase(), `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`]);
  const isOne = (of: number) => dice.below(of) === 0;
  const member = (name: string): Member => ({
    ...(name === 'addresses' ? { locality: text() } : { value: text() }),
    ...(!isOne(4) && { type: dice.one(types) }),
    ...(isOne(3) && { primary: dice.one([true, false]) }),
  });

  const user = (): Resource => {
    const resource: Resource = { userName: 'u', active: dice.one([true, false]) };
    for (const name of ['title', 'nickName', 'externalId']) if (isOne(2)) resource[name] = text();
    if (isOne(2)) resource.name = { givenName: text(), ...(isOne(2) && { familyName: text() }) };
    for (const name of lists)
      if (isOne(2))
        add(
          resource,
          name,
          dice.many(() => member(name), 3),
        );
    if (isOne(2))
      resource[wk] = { department: text(), ...(isOne(2) && { manager: { value: text() } }) };
    if (isOne(2)) resource[pk] = { 'Business Unit': text() };
    return resource;
  };

  const ops = ['add', 'replace', 'remove'] as const;
  const writing = ['add', 'replace'] as const;
  /** With a path, or as a member of a value without one. */
  const written = (op: string, path: string, value?: Json | null) =>
    op === 'remove' || isOne(2)
      ? { op: spelled(op), path, ...(op !== 'remove' && { value }) }
      : { op: spelled(op), value: { [path]: value } };

  const single = (): Case => {
    const [schema, name] = dice.one<[string | undefined, string]>([
      ...['title', 'nickName', 'externalId'].map((one): [undefined, string] => [undefined, one]),
      ...['department', 'costCenter'].map((one): [string, string] => [wk, one]),
      ...['Business Unit', 'Title'].map((one): [string, string] => [pk, one]),
    ]);
    const op = dice.one(ops);
    const value = op === 'remove' ? undefined : dice.one([...texts, '', null]);
    const prefix = schema ?? dice.one([undefined, urn.user]);
    const path = `${prefix === undefined ? '' : `${prefix}:`}${spelled(name)}`;
    return {
      operation: written(op, path, value),
      act: (resource) => within(resource, schema, (values) => set(values, name, value)),
    };
  };

  const active = (): Case => {
    const value = dice.one([true, false]);
    const shown = dice.one<Json>([value, value ? 'True' : 'False', String(value)]);
    return {
      operation: written(dice.one(writing), spelled('active'), shown),
      act: (resource) => set(resource, 'active', value),
    };
  };

  const complex = (): Case => {
    const sub = dice.one(['givenName', 'familyName', 'formatted']);
    const op = dice.one(ops);
    const value = op === 'remove' ? undefined : dice.one([...texts, '', null]);
    const whole = { [spelled(sub)]: value ?? null } as unknown as Json;
    return {
      operation:
        op === 'remove' || isOne(2)
          ? written(op, `${spelled('name')}.${spelled(sub)}`, value)
          : written(op, 'name', whole),
      act: (resource) => within(resource, 'name', (values) => set(values, sub, value)),
    };
  };

  const manager = (): Case => {
    const id = text();
    const path = `${wk}:manager`;
    if (isOne(3)) {
      const [operation, isMeant] = dice.one<[object, (value: Json | undefined) => boolean]>([
        [{ op: 'Remove', path }, () => true],
        [{ op: 'remove', path: `${path}[value eq "${id}"]` }, (value) => value === id],
        [{ op: 'Remove', path, value: [{ value: id }] }, (value) => fold(value) === fold(id)],
      ]);
      const act = (values: Resource) => {
        const { manager: one } = values as { manager?: Member };
        if (one && isMeant(one.value)) delete values.manager;
      };
      return { operation, act: (resource) => within(resource, wk, act) };
    }
    const value = dice.one<Json>([id, [{ value: id }], { value: id }]);
    return {
      operation: written(dice.one(writing), path, value),
      act: (resource) => within(resource, wk, (values) => set(values, 'manager', { value: id })),
    };
  };

  const list = (): Case => {
    const name = dice.one(lists);
    const op = dice.one(writing);
    const given = dice.many(() => member(name), 2);
    return {
      operation: written(op, spelled(name), structuredClone(given)),
      act(resource) {
        if (op === 'replace') delete resource[name];
        add(resource, name, structuredClone(given));
      },
    };
  };

  const listRemoval = (): Case => {
    const name = dice.one(lists.filter((one) => one !== 'addresses'));
    const [type, value] = [dice.one(types), text()];
    const path = spelled(name);
    const [operation, isMeant] = dice.one<[object, (one: Member) => boolean]>([
      [{ op: 'Remove', path }, () => true],
      [{ op: 'Remove', path, value: [{ value }] }, (one) => fold(one.value) === fold(value)],
      [{ op: 'remove', path: `${path}[type eq "${spelled(type)}"]` }, (one) => one.type === type],
    ]);
    const left = (resource: Resource) => listIn(resource, name).filter((one) => !isMeant(one));
    return { operation, act: (resource) => setList(resource, name, left(resource)) };
  };

  const valuePath = (): Case => {
    const name = dice.one(lists);
    const type = dice.one(types);
    const sub = name === 'addresses' ? 'locality' : 'value';
    const path = `${spelled(name)}[type ${spelled('eq')} "${spelled(type)}"]`;
    const value = text();
    const isMeant = (one: Member) => one.type === type;
    if (isOne(3)) {
      const whole = { [sub]: value, primary: true };
      return {
        operation: { op: spelled(dice.one(writing)), path, value: whole },
        act(resource) {
          const changed = membersOf(resource, name, isMeant, { type });
          for (const one of changed) Object.assign(one, whole);
          onePrimary(listIn(resource, name), changed);
        },
      };
    }
    return {
      operation: written(dice.one(writing), `${path}.${spelled(sub)}`, value),
      act(resource) {
        for (const one of membersOf(resource, name, isMeant, { type })) one[sub] = value;
      },
    };
  };

  const role = (): Case => {
    const value = text();
    return {
      operation: { op: 'Replace', path: 'roles[primary eq "True"].value', value },
      act(resource) {
        const isMeant = (one: Member) => one.primary === true;
        for (const one of membersOf(resource, 'roles', isMeant, { primary: true }))
          one.value = value;
      },
    };
  };

  const kinds = [single, single, active, complex, manager, list, listRemoval, valuePath, role];
  return { user, cases: () => [dice.one(kinds)(), ...dice.many(() => dice.one(kinds)(), 3)] };
}

test('arbitrary operations in every dialect do what a model made from RFC 7644 3.5.2 does', async () => {
  const make = makers(new Dice('operations'));
  for (let n = 0; n < 1500; n += 1) {
    const before = make.user();
    const cases = make.cases();
    const Operations = cases.map(({ operation }) => operation);
    const changed = copyJson(before) as Values;
    for (const change of await changesOfAll(readOperations(copyJson({ Operations })), userType))
      applyChange(changed, change, {});
    const expected = structuredClone(before);
    for (const { act } of cases) act(expected);
    const what = `${JSON.stringify(Operations)} on ${JSON.stringify(before)}`;
    expect(sorted(changed as Json), what).toEqual(sorted(expected));
  }
});
