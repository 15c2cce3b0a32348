import { isForeignKeyViolation } from '../../../store/foreign-key-violation.ts';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { Database } from '../tables.ts';

/** An application that got an assertion in a browser session. */
export interface NewParticipant {
  sessionHash: string;
  servicePrincipalId: string;
  /** ID of the assertion, which is its SessionIndex. */
  sessionIndex: string;
  nameId: string;
  nameIdFormat: string;
  spNameQualifier: string | null;
  /** ISO 8601 */
  issued: string;
}

const upsert = prepared((db: Database, value: ValueOf<NewParticipant>) =>
  db
    .insertInto('sessionParticipant')
    .values({
      sessionHash: value('sessionHash'),
      servicePrincipalId: value('servicePrincipalId'),
      sessionIndex: value('sessionIndex'),
      nameId: value('nameId'),
      nameIdFormat: value('nameIdFormat'),
      spNameQualifier: value('spNameQualifier'),
      issued: value('issued'),
    })
    .onConflict((c) =>
      c.columns(['sessionHash', 'servicePrincipalId']).doUpdateSet((set) => ({
        sessionIndex: set.ref('excluded.sessionIndex'),
        nameId: set.ref('excluded.nameId'),
        nameIdFormat: set.ref('excluded.nameIdFormat'),
        spNameQualifier: set.ref('excluded.spNameQualifier'),
        issued: set.ref('excluded.issued'),
      })),
    ),
);

/**
 * Remembers that an application got an assertion in a session, so that single sign-out reaches it (SAML Core 3.7.3.2). Its latest assertion counts,
 * as in Entra, which refuses the SessionIndex of an earlier one (AADSTS50070), so a session has one row for each application at most.
 */
export async function rememberParticipant(
  db: Database,
  participant: NewParticipant,
): Promise<void> {
  await upsert(db, participant).catch((error) => {
    // The session or the application has gone since it was read: then there is nobody to tell.
    if (!isForeignKeyViolation(error)) throw error;
  });
}

export type Participant = Omit<NewParticipant, 'sessionHash' | 'issued'>;

/** In the order in which they got their latest assertion. */
export async function participantsOf(db: Database, sessionHash: string): Promise<Participant[]> {
  return db
    .selectFrom('sessionParticipant')
    .select(['servicePrincipalId', 'sessionIndex', 'nameId', 'nameIdFormat', 'spNameQualifier'])
    .where('sessionHash', '=', sessionHash)
    .orderBy('issued')
    .orderBy('servicePrincipalId')
    .execute();
}
