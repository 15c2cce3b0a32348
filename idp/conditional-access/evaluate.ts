import { type AuthenticationMethodMode, isMultifactor } from '../authentication-methods/modes.ts';
import { type AuthenticationStrengthName, satisfies } from './authentication-strength.ts';
import { grantInWords, isAboutApplication, type Policy } from './policy.ts';

/** The facts of a sign-in that policies are evaluated against. */
export interface SignInFacts {
  userId: string;
  /** The groups that the user is in, directly or through other groups. */
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
  /** The grant control in words. */
  grant?: string | undefined;
  result:
    | 'success'
    | 'failure'
    | 'reportOnlySuccess'
    | 'reportOnlyFailure'
    | 'reportOnlyInterrupted';
}

/** The combined result of all policies. */
export interface PolicyVerdict {
  /**
   * `sign-in`: sign in again. `strength`: what was given does not satisfy `strengths`. In this order, the first that a policy makes counts.
   */
  demand: 'block' | 'sign-in' | 'strength' | 'second-factor' | undefined;
  /** Whether an enforced policy requires a second factor, given or not. */
  multifactor: boolean;
  /** The authentication strengths that enforced policies require, satisfied or not. */
  strengths: readonly AuthenticationStrengthName[];
  status: 'success' | 'failure' | 'notApplied';
  applied: readonly AppliedPolicy[];
}

/** The same with what the user can do about `strength`, which depends on the registered methods (`canSatisfy`). */
export type AccessVerdict = Omit<PolicyVerdict, 'demand'> & {
  /** `other-method`: sign in with another registered method; `no-method`: no registered method satisfies the strengths. */
  demand: Exclude<PolicyVerdict['demand'], 'strength'> | 'other-method' | 'no-method';
};

const HOUR = 3_600_000;
type Demand = NonNullable<PolicyVerdict['demand']>;
const order: readonly Demand[] = ['block', 'sign-in', 'strength', 'second-factor'];

export const noPolicy: AccessVerdict & PolicyVerdict = {
  demand: undefined,
  multifactor: false,
  strengths: [],
  status: 'notApplied',
  applied: [],
};

/** Ignores policies that are off; report-only policies are reported and demand nothing. */
export function evaluate(policies: readonly Policy[], facts: SignInFacts): PolicyVerdict {
  const relevant = policies.filter(
    (policy) => policy.state !== 'disabled' && isAbout(policy, facts),
  );
  if (relevant.length === 0) return noPolicy;
  const enforced = relevant.filter(({ state }) => state === 'enabled');
  const demands = new Set(enforced.map((policy) => demandOf(policy, facts)));
  const demand = order.find((one) => demands.has(one));
  return {
    demand,
    multifactor: enforced.some(
      ({ grantControl, authenticationStrength }) =>
        grantControl === 'mfa' || authenticationStrength !== undefined,
    ),
    strengths: [
      ...new Set(
        enforced.flatMap(({ authenticationStrength }) =>
          authenticationStrength === undefined ? [] : [authenticationStrength],
        ),
      ),
    ],
    status: enforced.length === 0 ? 'notApplied' : demand ? 'failure' : 'success',
    applied: relevant.map((policy) => ({
      id: policy.id,
      displayName: policy.displayName,
      grant: grantInWords(policy),
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
  const { grantControl, authenticationStrength, signInFrequency } = policy;
  if (grantControl === 'block') return 'block';
  const age = now.getTime() - authnInstant.getTime();
  if (signInFrequency !== undefined && age > signInFrequency * HOUR) return 'sign-in';
  if (authenticationStrength && !satisfies([authenticationStrength], methods)) return 'strength';
  if (grantControl === 'mfa' && !isMultifactor(methods)) return 'second-factor';
  return undefined;
}

function resultOf({ state }: Policy, demand: Demand | undefined): AppliedPolicy['result'] {
  if (state === 'enabled') return demand ? 'failure' : 'success';
  if (!demand) return 'reportOnlySuccess';
  return demand === 'block' ? 'reportOnlyFailure' : 'reportOnlyInterrupted';
}
