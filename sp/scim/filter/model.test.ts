import { expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { userType } from '../schema/user.ts';
import { Dice } from '../testing/dice.ts';
import { copyJson, type Values } from '../values.ts';
import { matches } from './matches.ts';
import { readFilter } from './read-filter.ts';

/** A user as the tests write them. */
interface User {
  userName: string;
  externalId: string | undefined;
  active: boolean;
  name: { givenName: string | undefined } | undefined;
  emails: Address[] | undefined;
  [urn.enterpriseUser]: { manager: { value: string } | undefined } | undefined;
  [urn.peakonUser]:
    | {
        'Business Unit': string | undefined;
        Level: number | undefined;
        'Start Date': string | undefined;
      }
    | undefined;
}

interface Address {
  value: string | undefined;
  type: string | undefined;
  primary: boolean | undefined;
}

/** A filter as text, and what RFC 7644 3.4.2.2 says that it finds. */
interface Case<Resource> {
  readonly text: string;
  readonly finds: (resource: Resource) => boolean;
}

/** What a comparison is about: spellings of a path, its values, and how they are compared. */
interface Path<Resource> {
  readonly spelled: readonly string[];
  readonly values: (resource: Resource) => (string | number | boolean | undefined)[];
  readonly kind: 'text' | 'exact' | 'number' | 'date' | 'boolean';
}

const { enterpriseUser: wk, peakonUser: pk } = urn;
const texts = ['a', 'A', 'ab', 'b', 'Zoë', 'ZOË', 'x"y', 'x\\y', 'a and b', '9', ''];
const dates = ['2026-01-31', '2026-01-31T00:00:00Z', '2026-02-01T01:00:00+01:00', '2026-02-01'];
const ofUsers: Path<User>[] = [
  { spelled: ['userName', `${urn.user}:USERNAME`], values: (u) => [u.userName], kind: 'text' },
  { spelled: ['externalId'], values: (u) => [u.externalId], kind: 'exact' },
  { spelled: ['active', 'Active'], values: (u) => [u.active], kind: 'boolean' },
  { spelled: ['name.givenName'], values: (u) => [u.name?.givenName], kind: 'text' },
  {
    spelled: ['emails.value', 'EMAILS.Value'],
    values: (u) => (u.emails ?? []).map(({ value }) => value),
    kind: 'text',
  },
  {
    spelled: ['emails.primary'],
    values: (u) => (u.emails ?? []).map(({ primary }) => primary),
    kind: 'boolean',
  },
  { spelled: [`${wk}:manager`], values: (u) => [u[wk]?.manager?.value], kind: 'exact' },
  { spelled: [`${pk}:Business Unit`], values: (u) => [u[pk]?.['Business Unit']], kind: 'text' },
  { spelled: [`${pk}:Level`], values: (u) => [u[pk]?.Level], kind: 'number' },
  { spelled: [`${pk}:Start Date`], values: (u) => [u[pk]?.['Start Date']], kind: 'date' },
  { spelled: ['nickName'], values: () => [], kind: 'text' },
];
const ofAddresses: Path<Address>[] = [
  { spelled: ['value', 'VALUE'], values: ({ value }) => [value], kind: 'text' },
  { spelled: ['type'], values: ({ type }) => [type], kind: 'text' },
  { spelled: ['primary'], values: ({ primary }) => [primary], kind: 'boolean' },
];
const operatorsOf = {
  text: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  exact: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  number: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  date: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  boolean: ['eq', 'ne'],
};
const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function compare(operator: string, one: string | number, other: string | number): boolean {
  if (operator === 'co') return String(one).includes(String(other));
  if (operator === 'sw') return String(one).startsWith(String(other));
  if (operator === 'ew') return String(one).endsWith(String(other));
  if (operator === 'gt') return one > other;
  if (operator === 'ge') return one >= other;
  if (operator === 'lt') return one < other;
  if (operator === 'le') return one <= other;
  return one === other;
}

function makers(dice: Dice) {
  const maybe = <Item>(make: () => Item): Item | undefined => (dice.below(3) ? make() : undefined);
  const user = (): User => ({
    userName: dice.one(texts.slice(0, 9)),
    externalId: maybe(() => dice.one(texts.slice(0, 9))),
    active: dice.one([true, false]),
    name: maybe(() => ({ givenName: maybe(() => dice.one(texts)) })),
    emails: maybe(() =>
      dice.many(() => ({
        value: maybe(() => dice.one(texts)),
        type: maybe(() => dice.one(['work', 'Work', 'home'])),
        primary: maybe(() => dice.one([true, false])),
      })),
    ),
    [wk]: maybe(() => ({ manager: maybe(() => ({ value: dice.one(['a', 'A']) })) })),
    [pk]: maybe(() => ({
      'Business Unit': maybe(() => dice.one(texts)),
      Level: maybe(() => dice.one([-3, 0, 1, 9, 10])),
      'Start Date': maybe(() => dice.one(dates)),
    })),
  });
  const word = (text: string) => dice.one([text, text.toUpperCase()]);

  function comparison<Resource>(paths: readonly Path<Resource>[]): Case<Resource> {
    const { spelled, values, kind } = dice.one(paths);
    const path = dice.one(spelled);
    const given = (resource: Resource) =>
      values(resource).filter((value) => value !== undefined && value !== '');
    if (dice.below(8) === 0)
      return { text: `${path} ${word('pr')}`, finds: (one) => given(one).length > 0 };
    const operator = dice.one(operatorsOf[kind]);
    const wanted = {
      text: () => dice.one(texts),
      exact: () => dice.one(texts),
      number: () => dice.one([-3, 0, 1, 9, 2.5]),
      date: () => dice.one(dates),
      boolean: () => dice.one([true, false]),
    }[kind]();
    const key = (value: string | number | boolean) =>
      kind === 'date' ? Date.parse(String(value)) : kind === 'text' ? lower(String(value)) : value;
    const is = (value: string | number | boolean) =>
      compare(operator, key(value) as string, key(wanted) as string);
    const some = (resource: Resource) =>
      values(resource).some((value) => value !== undefined && is(value));
    const literal = dice.below(4) === 0 && kind === 'boolean' ? String(wanted) : wanted;
    return {
      text: `${path}  ${word(operator)} ${JSON.stringify(literal)}`,
      finds: (resource) => (operator === 'ne' ? !some(resource) : some(resource)),
    };
  }

  /** `a or b and c`: "and" binds closer. */
  function any<Resource>(one: () => Case<Resource>): Case<Resource> {
    const groups = [1, ...dice.many(() => 1, 2)].map(() => [one(), ...dice.many(one, 2)]);
    const all = groups.map((group) => group.map(({ text }) => text).join(` ${word('and')} `));
    return {
      text: all.join(` ${word('or')} `),
      finds: (resource) => groups.some((group) => group.every(({ finds }) => finds(resource))),
    };
  }

  function one<Resource>(paths: readonly Path<Resource>[], depth: number): Case<Resource> {
    const kind = depth > 2 ? 0 : dice.below(5);
    if (kind < 3) return comparison(paths);
    const { text, finds } = any(() => one(paths, depth + 1));
    if (kind === 3) return { text: `( ${text})`, finds };
    return { text: `${word('not')} (${text} )`, finds: (resource) => !finds(resource) };
  }

  function ofUser(depth = 0): Case<User> {
    if (dice.below(5) > 0) return one(ofUsers, depth);
    const { text, finds } = any(() => one(ofAddresses, 1));
    const found = ({ emails = [] }: User) => emails.filter(finds);
    if (dice.below(2)) return { text: `emails[${text}]`, finds: (user) => found(user).length > 0 };
    const wanted = dice.one(texts);
    return {
      text: `emails[ ${text} ].value eq ${JSON.stringify(wanted)}`,
      finds: (user) =>
        found(user).some(({ value }) => value !== undefined && lower(value) === lower(wanted)),
    };
  }

  return { user, filter: () => any(ofUser) };
}

test('arbitrary filters find what a model made from RFC 7644 3.4.2.2 finds', () => {
  const make = makers(new Dice('filters'));
  const hits = [0, 0];
  for (let n = 0; n < 1500; n += 1) {
    const { text, finds } = make.filter();
    if (text.length > 4000 || text.split(/\b(?:and|or)\b/i).length > 100) continue;
    const filter = readFilter(text, userType);
    for (let m = 0; m < 3; m += 1) {
      const user = make.user();
      const expected = finds(user);
      const found = matches(filter, copyJson(JSON.parse(JSON.stringify(user))) as Values);
      expect(found, `${text} on ${JSON.stringify(user)}`).toBe(expected);
      hits[Number(found)] = (hits[Number(found)] ?? 0) + 1;
    }
  }
  for (const count of hits) expect(count).toBeGreaterThan(500);
});

test.each([
  ['a member without a value is compared by none', 'emails lt "x"', { emails: [{ type: 'x' }] }],
  ['an empty text is no number', `${pk}:Level eq ""`, { [pk]: { Level: 0 } }],
  ['true is no number', `${pk}:Level eq true`, { [pk]: { Level: 1 } }],
])('%s: %s', (_, filter, user) => {
  expect(matches(readFilter(filter, userType), copyJson(user) as Values)).toBe(false);
  const control = readFilter(`emails lt "x" or ${pk}:Level ge "0"`, userType);
  const other = copyJson({ emails: [{ value: 'a' }], [pk]: { Level: 0 } }) as Values;
  expect(matches(control, other)).toBe(true);
});

test.each(['gt', 'ge', 'lt', 'le'])('%s compares no booleans (RFC 7644 3.4.2.2)', (operator) => {
  for (const path of ['active', 'emails.primary', 'emails[primary OP true]']) {
    const written = path.includes('OP') ? path.replace('OP', operator) : `${path} ${operator} true`;
    expect(() => readFilter(written, userType)).toThrow(/compares no booleans/);
    expect(readFilter(written.replace(` ${operator} `, ' eq '), userType)).toBeDefined();
  }
});
