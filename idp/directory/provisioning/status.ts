/** How a job is doing (Graph, resource type synchronizationStatus). Instants are ISO 8601, UTC. */
export interface SynchronizationStatus {
  readonly code: 'NotConfigured' | 'NotRun' | 'Active' | 'Paused' | 'Quarantine';
  readonly countSuccessiveCompleteFailures: number;
  /** Whether the last cycle dropped objects that waited to be tried again. */
  readonly escrowsPruned: boolean;
  readonly lastExecution: SynchronizationTaskExecution | null;
  readonly lastSuccessfulExecution: SynchronizationTaskExecution | null;
  readonly lastSuccessfulExecutionWithExports: SynchronizationTaskExecution | null;
  readonly progress: readonly SynchronizationProgress[];
  readonly quarantine: SynchronizationQuarantine | null;
  /** `0001-01-01T00:00:00Z` for never. */
  readonly steadyStateFirstAchievedTime: string;
  readonly steadyStateLastAchievedTime: string;
  readonly synchronizedEntryCountByType: readonly {
    readonly key: string;
    readonly value: number;
  }[];
  readonly troubleshootingUrl: string | null;
}

/** One cycle (Graph, resource type synchronizationTaskExecution). */
export interface SynchronizationTaskExecution {
  /** The cycle's id. */
  readonly activityIdentifier: string;
  readonly countEntitled: number;
  readonly countEntitledForProvisioning: number;
  readonly countEscrowed: number;
  readonly countEscrowedRaw: number;
  readonly countExported: number;
  readonly countExports: number;
  readonly countImported: number;
  readonly countImportedDeltas: number;
  readonly countImportedReferenceDeltas: number;
  readonly error: SynchronizationError | null;
  readonly state: 'Succeeded' | 'Failed' | 'EntryLevelErrors';
  readonly timeBegan: string;
  readonly timeEnded: string;
}

export interface SynchronizationError {
  readonly code: string;
  readonly message: string;
  /** Whether an administrator of the tenant can mend it. */
  readonly tenantActionable: boolean;
}

export interface SynchronizationProgress {
  readonly name: string;
  readonly completedUnits: number;
  readonly totalUnits: number;
  readonly progressObservationDateTime: string;
  readonly units: string;
}

/** Graph's reasons, and TooManyDeletes of the protection against accidental deletions. */
export type QuarantineReason =
  | 'EncounteredBaseEscrowThreshold'
  | 'EncounteredTotalEscrowThreshold'
  | 'EncounteredEscrowProportionThreshold'
  | 'EncounteredQuarantineException'
  | 'QuarantinedOnDemand'
  | 'TooManyDeletes'
  | 'IngestionInterrupted'
  | 'Unknown';

/** Graph, resource type synchronizationQuarantine. */
export interface SynchronizationQuarantine {
  readonly currentBegan: string;
  readonly nextAttempt: string;
  readonly reason: QuarantineReason;
  readonly seriesBegan: string;
  readonly seriesCount: number;
  readonly error: SynchronizationError | null;
}

/** Graph writes so for a time that never was. */
export const NEVER = '0001-01-01T00:00:00Z';

/** What is stored of the status; the rest follows from the job. */
export type StoredStatus = Omit<SynchronizationStatus, 'code'>;

export const newStatus: StoredStatus = {
  countSuccessiveCompleteFailures: 0,
  escrowsPruned: false,
  lastExecution: null,
  lastSuccessfulExecution: null,
  lastSuccessfulExecutionWithExports: null,
  progress: [],
  quarantine: null,
  steadyStateFirstAchievedTime: NEVER,
  steadyStateLastAchievedTime: NEVER,
  synchronizedEntryCountByType: [],
  troubleshootingUrl: null,
};

/** @param isConfigured whether it is known where the application is */
export function statusOf(
  stored: StoredStatus,
  state: string,
  isConfigured: boolean,
): SynchronizationStatus {
  const code = () => {
    if (!isConfigured) return 'NotConfigured';
    if (stored.quarantine) return 'Quarantine';
    if (state === 'Paused') return 'Paused';
    return state === 'Disabled' || !stored.lastExecution ? 'NotRun' : 'Active';
  };
  return { code: code(), ...stored };
}
