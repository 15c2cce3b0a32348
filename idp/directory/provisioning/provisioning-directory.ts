import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import type { Found } from '../../../store/slices.ts';
import type { DirectoryParts } from '../directory-parts.ts';
import {
  configureProvisioning,
  deleteProvisioning,
  type ProvisioningConfiguration,
  type ProvisioningState,
  readProvisioning,
} from './configuration.ts';
import { isLinked } from './links.ts';
import {
  listProvisioning,
  type ProvisioningFilter,
  type ProvisioningObjectSummary,
  provisioningActions,
  provisioningResults,
} from './logs.ts';

/** Which lines of the provisioning logs are read, and how many at once. */
export type WantedProvisioningLogs = ProvisioningFilter & {
  /** From 1. Default: 1. */
  readonly page?: number | undefined;
  /** At most 1,000. Default: 100. */
  readonly pageSize?: number | undefined;
};

/** Automated provisioning by SCIM: its configuration and its logs. Cycles are run by the identity provider. */
export interface ProvisioningDirectory {
  /**
   * Configures the provisioning of an application, all of it or nothing: creates the job if the application has none, and changes what is given.
   *
   * @throws {InvalidInput} when a value breaks a rule
   * @throws {NotFound} when the application does not exist
   */
  configureProvisioning(
    servicePrincipalId: string,
    configuration: ProvisioningConfiguration,
  ): Promise<void>;
  /** The provisioning of an application; secrets are masked. @returns undefined when there is none. @throws {NotFound} when the application does not exist */
  findProvisioning(servicePrincipalId: string): Promise<ProvisioningState | undefined>;
  /** Deletes the configuration; accounts in the application stay as they are. @throws {NotFound} when the application does not exist */
  deleteProvisioning(servicePrincipalId: string): Promise<void>;
  /** Whether a user or group has been provisioned to the application, or found there. */
  isProvisioned(wanted: {
    readonly servicePrincipalId: string;
    /** Id of the user or group. */
    readonly objectId: string;
  }): Promise<boolean>;
  /**
   * The provisioning logs, newest first.
   *
   * @throws {InvalidInput} `unknown` on `status` or `action` when the logs have no such one
   */
  provisioningLogs(wanted: WantedProvisioningLogs): Promise<Found<ProvisioningObjectSummary>>;
}

export function provisioningDirectory({ db, clock }: DirectoryParts): ProvisioningDirectory {
  return {
    async configureProvisioning(servicePrincipalId, configuration) {
      await configureProvisioning(db, servicePrincipalId, configuration, clock());
    },
    findProvisioning: (servicePrincipalId) => readProvisioning(db, servicePrincipalId),
    deleteProvisioning: (servicePrincipalId) => deleteProvisioning(db, servicePrincipalId),
    isProvisioned: ({ servicePrincipalId, objectId }) => isLinked(db, servicePrincipalId, objectId),
    provisioningLogs: async ({ page = 1, pageSize = 100, ...filter }) => {
      refuseFaults([
        choiceFault('status', filter.status, provisioningResults),
        choiceFault('action', filter.action, provisioningActions),
      ]);
      return listProvisioning(db, { ...filter, page, pageSize: Math.min(pageSize, 1000) });
    },
  };
}

/** A filter that can match nothing would look like a log without such lines. */
function choiceFault(
  property: string,
  given: string | undefined,
  choices: readonly string[],
): Fault | undefined {
  if (!given || choices.includes(given)) return undefined;
  const message = `There is no ${property} "${given.slice(0, 80)}" in the provisioning logs; use ${choices.join(', ')}.`;
  return { property, code: 'unknown', message };
}
