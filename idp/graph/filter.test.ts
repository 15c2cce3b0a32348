import { expect, test } from 'vitest';
import { type Comparison, readFilter } from './filter.ts';

test.each<[filter: string, read: Comparison[]]>([
  ["jobId eq 'scim.1'", [{ property: 'jobId', operator: 'eq', value: 'scim.1' }]],
  [
    "servicePrincipal/id eq 'a' and activityDateTime gt 2026-03-01T08:00:00Z",
    [
      { property: 'servicePrincipal/id', operator: 'eq', value: 'a' },
      { property: 'activityDateTime', operator: 'gt', value: '2026-03-01T08:00:00Z' },
    ],
  ],
  [
    "startswith(displayName, 'Black and white, O''Neil')",
    [{ property: 'displayName', operator: 'startswith', value: "Black and white, O'Neil" }],
  ],
  [
    "contains(sourceIdentity/displayName,'Simon') and provisioningAction eq 'create'",
    [
      { property: 'sourceIdentity/displayName', operator: 'contains', value: 'Simon' },
      { property: 'provisioningAction', operator: 'eq', value: 'create' },
    ],
  ],
])('reads %s', (filter, read) => {
  expect(readFilter(filter)).toEqual(read);
});

test.each([
  '',
  'jobId',
  "jobId eq 'x' or jobId eq 'y'",
  "jobId ne 'x'",
  "jobId eq 'x",
  "jobId eq 'x' and",
  "not(jobId eq 'x')",
  `jobId eq '${'x'.repeat(2001)}'`,
])('refuses %s', (filter) => {
  expect(() => readFilter(filter)).toThrow(
    expect.objectContaining({ name: 'GraphError', status: 400, code: 'BadRequest' }),
  );
});
