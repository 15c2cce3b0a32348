import { noPolicy } from '../conditional-access/evaluate.ts';
import { signInLogWriter } from '../directory/logs/sign-in-log-writer.ts';
import type { Database, SignInRow } from '../directory/tables.ts';
import { aadsts } from '../errors.ts';
import { authenticationDetailsOf } from './authentication-details.ts';
import { destinations, type SignInObserver, type SignInOutcome } from './outcome.ts';

/**
 * Files every outcome in the sign-in log (entra-admin.md 6).
 *
 * @param onError receives why outcomes could not be written; that is found out after the sign-in
 */
export function recordOutcomes(db: Database, onError: (error: unknown) => void): SignInObserver {
  const writer = signInLogWriter(db);
  return (outcome) => {
    const { user, application, access = noPolicy } = outcome;
    const { code, reason } = statusOf(outcome);
    const row: SignInRow = {
      id: outcome.requestId,
      tenantId: outcome.tenantId ?? null,
      createdDateTime: outcome.at.toISOString(),
      correlationId: outcome.correlationId,
      userId: user?.id ?? null,
      userDisplayName: user?.displayName ?? null,
      userPrincipalName: user?.userPrincipalName ?? outcome.userName ?? null,
      servicePrincipalId: application?.servicePrincipalId ?? null,
      appId: application?.appId ?? null,
      appDisplayName: application?.displayName ?? destinations[outcome.purpose],
      result: outcome.result,
      errorCode: code,
      failureReason: reason,
      ipAddress: outcome.ipAddress,
      userAgent: outcome.userAgent ?? null,
      authenticationRequirement: access.multifactor
        ? 'multiFactorAuthentication'
        : 'singleFactorAuthentication',
      conditionalAccessStatus: access.status,
      appliedPolicies: JSON.stringify(access.applied),
      authenticationDetails: JSON.stringify(authenticationDetailsOf(outcome)),
    };
    writer.add(row, onError);
  };
}

const promptShown = aadsts(50058, {});

/** Entra logs shown pages as an interrupt, with the missing session as the reason. */
function statusOf({ result, error, interruption = promptShown }: SignInOutcome): {
  code: number;
  reason: string | null;
} {
  if (error) return { code: error.code, reason: error.message };
  if (result === 'success') return { code: 0, reason: null };
  return { code: interruption.code, reason: interruption.message };
}
