import type { PolicyConditions } from '../policy.ts';

/** Conditions that every sign-in meets: all users, all applications. */
export const everybody: PolicyConditions = {
  includeUsers: 'all',
  includeUserIds: [],
  includeGroupIds: [],
  excludeUserIds: [],
  excludeGroupIds: [],
  includeApplications: 'all',
  servicePrincipalIds: [],
};
