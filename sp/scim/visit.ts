import type { ProvisioningFault } from '../administration/provisioning-faults.ts';
import type { Database } from '../database/tables.ts';
import type { ProvisionedPerson } from '../refused-sign-ins/tell-exchanges.ts';

/** Who asks, when, and how this server is to behave: what every act on resources gets. */
export interface Visit {
  readonly db: Database;
  /** Of the token: every query is about this company and no other. */
  readonly companyId: string;
  readonly now: Date;
  /** Of the addresses in answers, without a slash at the end: `https://peakon.example/scim/v2`. */
  readonly base: string;
  /** Whether the company is provisioned with groups. */
  readonly groups: boolean;
  readonly faults: ReadonlySet<ProvisioningFault>;
  /** Told of an employee who may sign in from now on. */
  readonly onProvisioned: (person: ProvisionedPerson) => Promise<void>;
}
