import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import type { UniqueIdentifier } from '../administration/provisioning.ts';
import type { Database } from '../database/tables.ts';
import { reportProvisioned } from '../exchange-report/report-provisioned.ts';
import { noteProvisioned } from './refused-sign-ins.ts';

/** An employee who may sign in from now on, and could not before. */
export interface ProvisionedPerson {
  readonly companyId: string;
  readonly userName: string;
  readonly email: string;
  readonly employeeNumber: string | null;
}

/** Tells the exchanges of refused sign-ins that their employee was provisioned in the meantime. */
export async function tellExchanges(
  { db, clock, exchanges }: { db: Database; clock: Clock; exchanges: ExchangeRecorder | undefined },
  person: ProvisionedPerson,
): Promise<void> {
  const { companyId } = person;
  const names = namesOf(person, await identifierOf(db, companyId));
  const now = clock();
  for (const { name, at, exchange } of await noteProvisioned(db, companyId, names, now))
    if (exchange) reportProvisioned(exchanges, { name, refusedAt: at, now, ...exchange });
}

const namesOf = (
  { userName, email, employeeNumber }: ProvisionedPerson,
  identifier: UniqueIdentifier,
): string[] =>
  identifier === 'email' ? [userName, email] : employeeNumber === null ? [] : [employeeNumber];

async function identifierOf(db: Database, companyId: string): Promise<UniqueIdentifier> {
  const row = await db
    .selectFrom('provisioning')
    .select('uniqueIdentifier')
    .where('companyId', '=', companyId)
    .executeTakeFirst();
  return row?.uniqueIdentifier ?? 'email';
}
