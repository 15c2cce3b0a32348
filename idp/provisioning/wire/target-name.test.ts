import { expect, test } from 'vitest';
import { readTargetName, targetValue } from './target-name.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

test.each([
  ['userName', { attribute: 'userName' }],
  ['name.givenName', { attribute: 'name', sub: 'givenName' }],
  [
    'emails[type eq "work"].value',
    { attribute: 'emails', filter: { attribute: 'type', value: 'work' }, sub: 'value' },
  ],
  [`${enterprise}:department`, { urn: enterprise, attribute: 'department' }],
  [
    'urn:ietf:params:scim:schemas:extension:peakon:2.0:User:Business Unit',
    {
      urn: 'urn:ietf:params:scim:schemas:extension:peakon:2.0:User',
      attribute: 'Business Unit',
    },
  ],
  [
    'urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "a:b"].value',
    {
      urn: 'urn:ietf:params:scim:schemas:core:2.0:User',
      attribute: 'emails',
      filter: { attribute: 'type', value: 'a:b' },
      sub: 'value',
    },
  ],
])('takes %s apart', (target, name) => {
  expect(readTargetName(target)).toEqual(name);
});

const resource = {
  userName: 'ada@contoso.com',
  Title: 'Engineer',
  name: { givenName: 'Ada' },
  emails: [
    { type: 'home', value: 'ada@home.example' },
    { type: 'WORK', value: 'ada@contoso.com' },
  ],
  roles: [{ primary: true, value: 'Editor' }],
  [enterprise]: { manager: { value: '2819C223', displayName: 'Bo' } },
};

test.each([
  ['title', 'Engineer'],
  ['urn:ietf:params:scim:schemas:core:2.0:User:title', 'Engineer'],
  ['name.givenName', 'Ada'],
  ['emails[type eq "work"].value', 'ada@contoso.com'],
  ['roles[primary eq "True"].value', 'Editor'],
  [`${enterprise}:manager`, '2819C223'],
  [`${enterprise}:department`, undefined],
  ['emails[type eq "other"].value', undefined],
  ['urn:example:other:manager', undefined],
])('reads %s out of a resource', (target, value) => {
  expect(targetValue(resource, target)).toBe(value);
});
