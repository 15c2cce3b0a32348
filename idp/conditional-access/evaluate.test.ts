import { expect, test } from 'vitest';
import { evaluate, type SignInFacts } from './evaluate.ts';
import type { Policy, PolicyConditions } from './policy.ts';
import { everybody } from './testing/everybody.ts';

const policy = (o: Partial<Policy> = {}, conditions: Partial<PolicyConditions> = {}): Policy => ({
  id: 'p',
  displayName: 'Policy',
  state: 'enabled',
  grantControl: 'block',
  authenticationStrength: undefined,
  signInFrequency: undefined,
  ...o,
  conditions: { ...everybody, ...conditions },
});
const facts: SignInFacts = {
  userId: 'simon',
  groupIds: new Set(['staff']),
  servicePrincipalId: 'peakon',
  authnInstant: new Date('2026-03-01T08:00:00Z'),
  methods: ['password'],
  now: new Date('2026-03-01T10:00:00Z'),
};
const demand = (...policies: Policy[]) => evaluate(policies, facts).demand;

const selected = { includeUsers: 'selected' } as const;
test.each<[string, Partial<PolicyConditions>, 'block' | undefined]>([
  ['all users', {}, 'block'],
  ['no user', { includeUsers: 'none' }, undefined],
  ['the user by name', { ...selected, includeUserIds: ['simon'] }, 'block'],
  ['another user', { ...selected, includeUserIds: ['lee'] }, undefined],
  ['a group of the user', { ...selected, includeGroupIds: ['staff'] }, 'block'],
  ['another group', { ...selected, includeGroupIds: ['board'] }, undefined],
  ['all users except this one', { excludeUserIds: ['simon'] }, undefined],
  ['all users except the group', { excludeGroupIds: ['staff'] }, undefined],
  [
    'the group but not the user',
    { ...selected, includeGroupIds: ['staff'], excludeUserIds: ['simon'] },
    undefined,
  ],
  [
    'the application',
    { includeApplications: 'selected', servicePrincipalIds: ['peakon'] },
    'block',
  ],
  [
    'another application',
    { includeApplications: 'selected', servicePrincipalIds: ['x'] },
    undefined,
  ],
])('a policy for %s', (_, conditions, expected) => {
  expect(demand(policy({}, conditions))).toBe(expected);
});

test('demands a second factor until it was given', () => {
  const mfa = policy({ grantControl: 'mfa' });
  expect(demand(mfa)).toBe('second-factor');
  expect(evaluate([mfa], { ...facts, methods: ['password', 'softwareOath'] })).toMatchObject({
    demand: undefined,
    multifactor: true,
    status: 'success',
  });
});

test('accepts a sign-in exactly as old as the frequency, not an older one', () => {
  const often = (signInFrequency: number) => policy({ grantControl: undefined, signInFrequency });
  expect(demand(often(2))).toBeUndefined();
  expect(demand(often(1))).toBe('sign-in');
});

test('demands block first, then a fresh sign-in, then the second factor', () => {
  const mfa = policy({ grantControl: 'mfa' });
  const often = policy({ grantControl: undefined, signInFrequency: 1 });
  expect(demand(mfa, often)).toBe('sign-in');
  expect(demand(mfa, often, policy())).toBe('block');
});

test('ignores policies that are off; reports report-only policies without enforcing them', () => {
  expect(evaluate([policy({ state: 'disabled' })], facts).applied).toEqual([]);
  const verdict = evaluate([policy({ state: 'enabledForReportingButNotEnforced' })], facts);
  expect(verdict.demand).toBeUndefined();
  expect(verdict.status).toBe('notApplied');
  expect(verdict.applied).toMatchObject([{ result: 'reportOnlyFailure' }]);
});
