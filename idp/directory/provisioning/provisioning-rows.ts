/** Rows of provisioning; the conventions are in `../tables.ts`. */
export interface ProvisioningTables {
  directoryChange: DirectoryChangeRow;
  synchronizationJob: SynchronizationJobRow;
  synchronizationSecret: { servicePrincipalId: string; key: string; value: string };
  synchronizationLink: SynchronizationLinkRow;
  synchronizationMember: { jobId: string; groupId: string; memberId: string };
  synchronizationEscrow: SynchronizationEscrowRow;
  provisioningLog: ProvisioningLogRow;
  provisioningExchange: ProvisioningExchangeRow;
}

/** An object changed; written by triggers (`../migrations/directory-changes.ts`). */
export interface DirectoryChangeRow {
  objectId: string;
  changeNumber: number;
}

export interface SynchronizationJobRow {
  /** `{templateId}.{tenant id without hyphens}.{guid}` */
  id: string;
  tenantId: string;
  servicePrincipalId: string;
  templateId: string;
  createdDateTime: string;
  /** Of Graph's synchronizationSchedule: `Disabled` until it is started, `Active`, `Paused`. */
  state: string;
  /** JSON of `SynchronizationSchema`; null: that of the template. */
  schema: string | null;
  /** Counts the saved schemas. */
  schemaVersion: number;
  /** JSON of `JobSettings`. */
  settings: string;
  /** JSON of `StoredStatus`. */
  status: string;
  /** Changes with this number and later ones are not seen yet; null: the next cycle is an initial one. */
  watermark: number | null;
  /** JSON of `CycleUnderWay`; null between cycles. */
  cycle: string | null;
  /** 1: an administrator allowed the deletions that put the job into quarantine. */
  deletionsAllowed: number;
  /** By the clock of the lab; null: never. */
  nextRunDateTime: string | null;
  /** Counts the changes by administrators, so that a cycle under way notices them. */
  version: number;
}

/** Which object of the application belongs to an object of the tenant. */
export interface SynchronizationLinkRow {
  jobId: string;
  sourceId: string;
  objectType: string;
  targetId: string;
  /** `provisioned`; `disabled`: its account is disabled or deleted; `unmanaged`: it left the scope. */
  state: string;
  /** JSON of `Exported`: what the application was told last and is not read back, such as references. */
  exported: string;
}

/** An object that failed, and is tried again in a later cycle. */
export interface SynchronizationEscrowRow {
  jobId: string;
  objectId: string;
  /** `object`, or `reference`: only its references are missing. */
  kind: string;
  objectType: string;
  attempts: number;
  /** It is tried again in the cycle that makes this 0. */
  cyclesLeft: number;
  firstFailedDateTime: string;
  /** An estimate, for people. */
  nextAttemptDateTime: string;
  errorCode: string;
  message: string;
}

/** One line of the provisioning logs; the columns are what it is found by. */
export interface ProvisioningLogRow {
  id: string;
  tenantId: string;
  activityDateTime: string;
  servicePrincipalId: string;
  jobId: string;
  cycleId: string;
  changeId: string;
  provisioningAction: string;
  status: string;
  sourceId: string;
  sourceName: string;
  targetId: string;
  targetName: string;
  /** JSON of `ProvisioningObjectSummary`. */
  summary: string;
}

/** What was sent and answered for a line of the log. */
export interface ProvisioningExchangeRow {
  logId: string;
  activityDateTime: string;
  /** JSON list of exchanges. */
  exchanges: string;
}
