import { describe, expect, test } from 'vitest';
import type { Plain, SourceObject } from '../expressions/value.ts';
import type { Filter, FilterGroup } from '../schema/schema.ts';
import { judgeFilter } from './filter.ts';

const attributes: Readonly<Record<string, Plain>> = {
  city: 'Berlin',
  empty: '',
  level: '12',
  accountEnabled: 'True',
  otherMails: ['a@x.com', 'b@y.com'],
};
const object: SourceObject = {
  attribute: (name) => attributes[name] ?? null,
  roles: [],
  guid: () => '',
};

const clause = (sourceOperandName: string, operatorName: string, values: readonly string[]) => ({
  sourceOperandName,
  operatorName,
  targetOperand: { values },
});
const none: Filter = { groups: [], inputFilterGroups: [], categoryFilterGroups: [] };
const group = (...clauses: FilterGroup['clauses']): FilterGroup => ({ name: null, clauses });
const inScope = (filter: Partial<Filter>) => judgeFilter({ ...none, ...filter }, object).inScope;

const berlin = clause('city', 'EQUALS', ['Berlin']);
const paris = clause('city', 'EQUALS', ['Paris']);
const high = clause('level', 'Greater_Than', ['10']);

describe('the operators of scoping filters', () => {
  test.each<[string, string, readonly string[], boolean]>([
    ['city', 'EQUALS', ['Berlin'], true],
    ['city', 'EQUALS', ['berlin'], false],
    ['city', 'EQUALS', ['Paris', 'Berlin'], true],
    // Each of several values must satisfy it.
    ['otherMails', 'EQUALS', ['b@y.com'], false],
    ['otherMails', 'EQUALS', ['a@x.com', 'b@y.com'], true],
    ['otherMails', 'NOT EQUALS', ['b@y.com'], false],
    ['otherMails', 'NOT EQUALS', ['c@z.com'], true],
    ['otherMails', 'ENDS_WITH', ['.com'], true],
    ['otherMails', 'ENDS_WITH', ['x.com'], false],
    ['otherMails', 'REGEX MATCH', ['@x'], false],
    ['otherMails', 'NOT REGEX MATCH', ['@x'], false],
    ['city', 'NOT EQUALS', ['Paris'], true],
    ['city', 'NOT EQUALS', ['Paris', 'Berlin'], false],
    ['city', 'IS NULL', [], false],
    ['none', 'IS NULL', [], true],
    ['empty', 'IS NULL', [], true],
    ['city', 'IS NOT NULL', [], true],
    ['none', 'IS NOT NULL', [], false],
    ['accountEnabled', 'IS TRUE', [], true],
    ['accountEnabled', 'IS FALSE', [], false],
    ['city', 'REGEX MATCH', ['^B.*n$'], true],
    ['city', 'REGEX MATCH', ['^b'], false],
    ['city', 'REGEX MATCH', ['(?i)^b'], true],
    ['city', 'NOT REGEX MATCH', ['^P'], true],
    ['city', 'NOT REGEX MATCH', ['lin'], false],
    ['city', 'ENDS_WITH', ['lin'], true],
    ['city', 'ENDS_WITH', ['Ber'], false],
    ['city', 'Includes', ['erl'], true],
    ['city', 'Includes', ['ERL'], false],
    ['level', 'Greater_Than', ['9'], true],
    ['level', 'Greater_Than', ['12'], false],
    ['level', 'Greater_Than_OR_EQUALS', ['12'], true],
    ['city', 'Greater_Than', ['9'], false],
    ['level', '&', ['4'], true],
    ['level', '&', ['3'], false],
    ['level', '!&', ['3'], true],
    ['level', '!&', ['8'], false],
    ['city', '!&', ['8'], false],
    // Without a value everything but IS NULL is false (entra-admin.md 4.3).
    ['none', 'NOT EQUALS', ['x'], false],
    ['none', 'NOT REGEX MATCH', ['x'], false],
    ['none', 'IS FALSE', [], false],
    ['none', '!&', ['1'], false],
    ['city', 'no such operator', ['x'], false],
  ])('%s %s %j is %s', (attribute, operator, values, expected) => {
    expect(inScope({ groups: [group(clause(attribute, operator, values))] })).toBe(expected);
  });
});

describe('scoping filters', () => {
  test('all clauses of a filter must hold, and any of several filters', () => {
    expect(inScope({})).toBe(true);
    expect(inScope({ groups: [group(berlin, high)] })).toBe(true);
    expect(inScope({ groups: [group(berlin, paris)] })).toBe(false);
    expect(inScope({ groups: [group(paris), group(berlin)] })).toBe(true);
    expect(inScope({ groups: [group(paris), group(paris, high)] })).toBe(false);
  });

  test('those of the application must hold as well', () => {
    expect(inScope({ groups: [group(berlin)], categoryFilterGroups: [group(paris)] })).toBe(false);
    expect(inScope({ groups: [group(berlin)], categoryFilterGroups: [group(high)] })).toBe(true);
  });

  test('an input filter leaves an object alone, and does not put it out of scope', () => {
    const verdict = judgeFilter({ ...none, inputFilterGroups: [group(paris)] }, object);
    expect(verdict).toMatchObject({ inScope: true, isRead: false });
    expect(judgeFilter({ ...none, inputFilterGroups: [group(berlin)] }, object).isRead).toBe(true);
  });

  test('each says what it found', () => {
    const filter = { ...none, groups: [{ name: 'Offices', clauses: [paris] }, group(berlin)] };
    expect(judgeFilter(filter, object).results).toEqual([
      { name: 'Offices', holds: false },
      { name: 'Scoping filter 2', holds: true },
    ]);
  });
});
