import type { SynchronizationQuarantine } from '../../directory/provisioning/status.ts';

/** Between two cycles in Entra (entra-admin.md 4.3). */
export const realInterval = '40 minutes';

/** @param seconds on the lab's clock; null: as in Entra */
export function intervalInWords(seconds: number | null): string {
  if (seconds === null) return realInterval;
  if (seconds % 60 !== 0) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}

/** Why a job is in quarantine (entra-admin.md 4.4), and what ends it. */
export const quarantineReasons: Readonly<Record<SynchronizationQuarantine['reason'], string>> = {
  EncounteredBaseEscrowThreshold:
    'Most objects failed. Correct what the provisioning logs name, then restart provisioning.',
  EncounteredTotalEscrowThreshold:
    'Too many objects failed. Correct what the provisioning logs name, then restart provisioning.',
  EncounteredEscrowProportionThreshold:
    'More than 40% of the objects failed. Correct what the provisioning logs name, then restart provisioning.',
  EncounteredQuarantineException:
    'The SCIM server refused the credentials, or does not answer as one.',
  QuarantinedOnDemand: 'An administrator put the job in quarantine.',
  TooManyDeletes:
    'The last cycle would have disabled or deleted more accounts than the threshold allows, and changed none of them. The logs of this cycle list them, with the action Stageddelete; allow the deletes if they are meant.',
  IngestionInterrupted: 'A cycle was interrupted. The next one continues.',
  Unknown: 'The cause is not known. The provisioning logs may say more.',
};

/** What a template is for, by its id. */
export const templateNames: Readonly<Record<string, string>> = {
  peakon: 'Peakon',
  scim: 'SCIM, for an application that is not in the gallery',
  customappsso: 'Legacy SCIM (customappsso)',
};
