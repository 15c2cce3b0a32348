import type { EscrowKind } from '../../directory/provisioning/escrows.ts';
import type { Link } from '../../directory/provisioning/links.ts';
import type { ProvisioningResult } from '../../directory/provisioning/logs.ts';
import type { AnswerProblem } from '../connection/judge-answer.ts';
import type { ObjectType } from '../schema/schema.ts';
import { ObjectFailed, type Trail } from './trail.ts';

/** What came of the work on one object. */
export interface Outcome {
  readonly objectId: string;
  readonly objectType: ObjectType;
  readonly kind: EscrowKind;
  readonly trail: Trail;
  readonly status: ProvisioningResult;
  /** Absent: the object is as it should be. */
  readonly problem?: AnswerProblem;
  /** What is known of the object in the application from now on; `removed`: nothing; absent: the same as before. */
  readonly link?: Link | 'removed';
  /** Whether the application was told something. */
  readonly isExported: boolean;
  /** Whether a line in the log is worth it; an object that was never in scope is not. */
  readonly isLogged: boolean;
}

/** What is missing of an outcome when the work itself says what happened. */
export type Result = Pick<Outcome, 'status' | 'link' | 'isExported'> & { isLogged?: boolean };

/** Why nothing was done, under Entra's names and samlab's own (scim.md a.4). */
export type SkipReason =
  | 'RedundantExport'
  | 'NotEffectivelyEntitled'
  | 'FlowTypeDisabled'
  | 'OutOfScopeDeletionsSkipped'
  | 'NotMapped'
  | 'Unmanaged';

/** Nothing is to be done. @param more details of the step, such as attributes that could not be computed */
export function skipped(
  trail: Trail,
  reason: SkipReason,
  description: string,
  more: Readonly<Record<string, string>> = {},
): Result {
  const details = { SkipReason: reason, ...more };
  trail.step('EntrySynchronizationSkip', 'export', description, { status: 'skipped', details });
  return { status: 'skipped', isExported: false };
}

/** Does the work on an object, and catches what the application refused. */
export async function outcomeOf(
  about: Pick<Outcome, 'objectId' | 'objectType' | 'kind' | 'trail'>,
  work: () => Promise<Result>,
): Promise<Outcome> {
  try {
    return { ...about, isLogged: true, ...(await work()) };
  } catch (error) {
    if (!(error instanceof ObjectFailed)) throw error;
    const { problem } = error;
    return { ...about, status: 'failure', problem, isExported: false, isLogged: true };
  }
}
