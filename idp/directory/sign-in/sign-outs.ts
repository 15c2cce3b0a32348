import { newSecret } from '../../../passwords/secret.ts';
import { violatedColumn } from '../../../store/unique-violation.ts';
import { hashSecret } from '../secrets.ts';
import type { Database, SignOutParticipantRow, SignOutRow } from '../tables.ts';

/** How long the page of a sign-out can be opened, and its LogoutRequest is known as carried out. In milliseconds. */
const LIFETIME = 24 * 3_600_000;

/**
 * `waiting`: the LogoutRequest is on its way; `answered`: LogoutResponse with success; `refused`: another LogoutResponse; `loaded`: its Logout Url was
 * opened and sent no LogoutResponse; `silent`: nothing came back in time; `not_asked`: no LogoutRequest could be sent.
 */
export type ParticipantState =
  | 'waiting'
  | 'answered'
  | 'refused'
  | 'loaded'
  | 'silent'
  | 'not_asked';

export interface SignOutParticipant extends SignOutParticipantRow {
  state: ParticipantState;
}

/** What a LogoutRequest, or a page of this site, asks for. */
export type NewSignOut = Omit<
  SignOutRow,
  'idHash' | 'requestHash' | 'userPrincipalName' | 'expires'
>;

/**
 * Notes that a sign-out was asked for.
 *
 * @returns the id for the address of its page; undefined when this LogoutRequest was carried out before
 */
export async function beginSignOut(
  db: Database,
  signOut: NewSignOut,
  now: Date,
): Promise<string | undefined> {
  const id = newSecret();
  const { initiatorId, logoutRequestId } = signOut;
  const expires = new Date(now.getTime() + LIFETIME).toISOString();
  try {
    await db
      .insertInto('signOut')
      .values({
        ...signOut,
        idHash: hashSecret(id),
        requestHash:
          logoutRequestId === null
            ? null
            : hashSecret(JSON.stringify([initiatorId, logoutRequestId])),
        userPrincipalName: null,
        expires,
      })
      .execute();
  } catch (error) {
    if (violatedColumn(error).startsWith('signOut.')) return undefined;
    throw error;
  }
  return id;
}

/** @param id from the address; anything else finds nothing */
export async function findSignOut(
  db: Database,
  id: string,
  now: Date,
): Promise<SignOutRow | undefined> {
  return db
    .selectFrom('signOut')
    .selectAll()
    .where('idHash', '=', hashSecret(id))
    .where('expires', '>', now.toISOString())
    .executeTakeFirst();
}

/**
 * Ends a browser session for a sign-out, and notes whom it has to tell, in one transaction.
 *
 * @returns false when the session has ended already, or the sign-out has one
 */
export async function endSessionFor(
  db: Database,
  idHash: string,
  ended: {
    readonly sessionHash: string;
    readonly userPrincipalName: string;
    readonly participants: readonly Omit<SignOutParticipantRow, 'signOutHash' | 'position'>[];
  },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('signOut')
      .set({ userPrincipalName: ended.userPrincipalName })
      .where('idHash', '=', idHash)
      .where('userPrincipalName', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) return false;
    const { numDeletedRows } = await tx
      .deleteFrom('browserSession')
      .where('idHash', '=', ended.sessionHash)
      .executeTakeFirstOrThrow();
    if (numDeletedRows !== 1n) return false;
    if (ended.participants.length > 0)
      await tx
        .insertInto('signOutParticipant')
        .values(
          ended.participants.map((one, position) => ({ ...one, position, signOutHash: idHash })),
        )
        .execute();
    return true;
  });
}

/** In the order in which they got their assertions. */
export async function participantsToTell(
  db: Database,
  signOutHash: string,
): Promise<SignOutParticipant[]> {
  const rows = await db
    .selectFrom('signOutParticipant')
    .selectAll()
    .where('signOutHash', '=', signOutHash)
    .orderBy('position')
    .execute();
  return rows as SignOutParticipant[];
}

/** @param requestId InResponseTo of a LogoutResponse */
export async function participantAsked(
  db: Database,
  requestId: string,
): Promise<SignOutParticipant | undefined> {
  const row = await db
    .selectFrom('signOutParticipant')
    .selectAll()
    .where('requestId', '=', requestId)
    .executeTakeFirst();
  return row as SignOutParticipant | undefined;
}

/**
 * Notes what became of a LogoutRequest.
 *
 * @param from the states that it may have until now: an answer counts once, and late ones count too
 * @returns whether it was noted
 */
export async function settleParticipant(
  db: Database,
  requestId: string,
  { state, detail = null }: { state: ParticipantState; detail?: string | null },
  from: readonly ParticipantState[],
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('signOutParticipant')
    .set({ state, detail })
    .where('requestId', '=', requestId)
    .where('state', 'in', from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
