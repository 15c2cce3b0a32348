import { expect, test } from 'vitest';
import { furtherAttributes } from './further-attributes.ts';

test('what SCIM wrote is listed by name: extensions with their URN, lists with their types', () => {
  const extension = 'urn:ietf:params:scim:schemas:extension:peakon:2.0:User';
  const written = {
    title: 'Clerk',
    name: { formatted: 'Ada Berg' },
    emails: [{ value: 'a@b.example', type: 'work', primary: true }],
    roles: ['Writer'],
    [extension]: { 'Business Unit': 'Sales', Grade: 4 },
  };
  expect(furtherAttributes(JSON.stringify(written))).toEqual([
    { term: 'title', value: 'Clerk' },
    { term: 'name.formatted', value: 'Ada Berg' },
    { term: 'emails (work)', value: 'a@b.example' },
    { term: 'roles', value: 'Writer' },
    { term: 'Business Unit', value: 'Sales', note: extension },
    { term: 'Grade', value: '4', note: extension },
  ]);
});

test('nothing is listed of an employee whom SCIM never wrote', () => {
  expect(furtherAttributes(null)).toEqual([]);
});
