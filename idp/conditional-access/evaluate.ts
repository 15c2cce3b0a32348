import { type AuthenticationMethodMode, isMultifactor } from '../authentication-methods/modes.ts';
import { isAboutApplication, type Policy } from './policy.ts';

/** The facts of a sign-in that policies are evaluated against. */
export interface SignInFacts {
  userId: string;
  /** The groups that the user is a direct member of. */
  groupIds: ReadonlySet<string>;
  servicePrincipalId: string;
  /** When the first method was checked. */
  authnInstant: Date;
  /** How the user signed in to this session. */
  methods: readonly AuthenticationMethodMode[];
  now: Date;
}

/** One policy that applied, in Graph's words. */
export interface AppliedPolicy {
  id: string;
  displayName: string;
  result:
    | 'success'
    | 'failure'
    | 'reportOnlySuccess'
    | 'reportOnlyFailure'
    | 'reportOnlyInterrupted';
}

/** The combined result of all policies. */
export interface AccessVerdict {
  /** `sign-in`: sign in again. `block` comes first, then `sign-in`, then `second-factor`. */
  demand: 'block' | 'sign-in' | 'second-factor' | undefined;
  /** Whether an enforced policy requires a second factor, given or not. */
  multifactor: boolean;
  status: 'success' | 'failure' | 'notApplied';
  applied: readonly AppliedPolicy[];
}

const HOUR = 3_600_000;
type Demand = NonNullable<AccessVerdict['demand']>;
const order: readonly Demand[] = ['block', 'sign-in', 'second-factor'];

export const noPolicy: AccessVerdict = {
  demand: undefined,
  multifactor: false,
  status: 'notApplied',
  applied: [],
};

/** Ignores policies that are off; report-only policies are reported and demand nothing. */
export function evaluate(policies: readonly Policy[], facts: SignInFacts): AccessVerdict {
  const relevant = policies.filter(
    (policy) => policy.state !== 'disabled' && isAbout(policy, facts),
  );
  if (relevant.length === 0) return noPolicy;
  const enforced = relevant.filter(({ state }) => state === 'enabled');
  const demands = new Set(enforced.map((policy) => demandOf(policy, facts)));
  const demand = order.find((one) => demands.has(one));
  return {
    demand,
    multifactor: enforced.some(({ grantControl }) => grantControl === 'mfa'),
    status: enforced.length === 0 ? 'notApplied' : demand ? 'failure' : 'success',
    applied: relevant.map((policy) => ({
      id: policy.id,
      displayName: policy.displayName,
      result: resultOf(policy, demandOf(policy, facts)),
    })),
  };
}

function isAbout({ conditions: c }: Policy, facts: SignInFacts): boolean {
  const inGroup = (ids: readonly string[]) => ids.some((id) => facts.groupIds.has(id));
  if (c.excludeUserIds.includes(facts.userId) || inGroup(c.excludeGroupIds)) return false;
  if (!isAboutApplication(c, facts.servicePrincipalId)) return false;
  if (c.includeUsers !== 'selected') return c.includeUsers === 'all';
  return c.includeUserIds.includes(facts.userId) || inGroup(c.includeGroupIds);
}

/** What one policy still demands. */
function demandOf(policy: Policy, { authnInstant, methods, now }: SignInFacts): Demand | undefined {
  const { grantControl, signInFrequency } = policy;
  if (grantControl === 'block') return 'block';
  const age = now.getTime() - authnInstant.getTime();
  if (signInFrequency !== undefined && age > signInFrequency * HOUR) return 'sign-in';
  if (grantControl === 'mfa' && !isMultifactor(methods)) return 'second-factor';
  return undefined;
}

function resultOf({ state }: Policy, demand: Demand | undefined): AppliedPolicy['result'] {
  if (state === 'enabled') return demand ? 'failure' : 'success';
  if (!demand) return 'reportOnlySuccess';
  return demand === 'block' ? 'reportOnlyFailure' : 'reportOnlyInterrupted';
}
