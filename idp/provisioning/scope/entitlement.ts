import type { FilterVerdict } from './filter.ts';

/** Why an object is soft-deleted for the application (scim.md a.3). */
export type OutOfScope = 'unassigned' | 'filtered' | 'deleted' | 'disabled';

export interface Entitlement {
  /** Null while it is in scope; `IsSoftDeleted` is true for any reason. */
  readonly outOfScope: OutOfScope | null;
  /** An input filter leaves the object alone, whatever happens to it. */
  readonly isLeftAlone: boolean;
  /** For the step EntrySynchronizationScoping, under Entra's names (scim.md a.4). */
  readonly details: Readonly<Record<string, string>>;
}

interface Asked {
  readonly isDeleted: boolean;
  readonly accountEnabled: boolean;
  readonly isAssigned: boolean;
  readonly syncAll: boolean;
  readonly filter: FilterVerdict;
  readonly displayName: string;
}

/** Whether the application should have an object. Who left the scope is told from who was disabled, as only the former can be left alone. */
export function entitlementOf(asked: Asked): Entitlement {
  const { isDeleted, accountEnabled, isAssigned, syncAll, filter } = asked;
  const isEntitled = syncAll || isAssigned;
  const reason = (): OutOfScope | null => {
    if (isDeleted) return 'deleted';
    if (!isEntitled) return 'unassigned';
    if (!filter.inScope) return 'filtered';
    return accountEnabled ? null : 'disabled';
  };
  const outOfScope = reason();
  const flag = (value: boolean) => (value ? 'True' : 'False');
  return {
    outOfScope,
    isLeftAlone: !filter.isRead,
    details: {
      IsActive: flag(accountEnabled && !isDeleted),
      Assigned: flag(isEntitled),
      IsEffectivelyEntitledForProvisioning: flag(isEntitled && filter.inScope),
      IsInProvisioningScopeDisplayName: flag(filter.inScope && filter.isRead),
      ScopeEvaluationResult: JSON.stringify(
        Object.fromEntries(filter.results.map(({ name, holds }) => [name, holds])),
      ),
      ...(outOfScope && { OutOfScopeReason: outOfScope }),
    },
  };
}

/** In words, for the step. */
export const outOfScopeWords: Readonly<Record<OutOfScope, string>> = {
  unassigned: 'is not assigned to the application',
  filtered: 'does not satisfy the scoping filters',
  deleted: 'is deleted',
  disabled: 'is disabled in the tenant',
};
