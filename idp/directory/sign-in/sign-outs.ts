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

/** What is stored of a sign-out: its address opens nothing in another browser, which would read there whom the user is to the applications. */
const hashOf = (ctx: string, browser: string): string => hashSecret(`${browser}.${ctx}`);

/**
 * Notes that a sign-out was asked for.
 *
 * @param by the secret in the cookie of the browser
 * @returns the id for the address of its page, and what is stored of it; undefined when this LogoutRequest was carried out before
 */
export async function beginSignOut(
  db: Database,
  signOut: NewSignOut,
  { browser, now }: { readonly browser: string; readonly now: Date },
): Promise<{ ctx: string; idHash: string } | undefined> {
  const ctx = newSecret();
  const idHash = hashOf(ctx, browser);
  const { initiatorId, logoutRequestId } = signOut;
  const expires = new Date(now.getTime() + LIFETIME).toISOString();
  try {
    await db
      .insertInto('signOut')
      .values({
        ...signOut,
        idHash,
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
  return { ctx, idHash };
}

/** @param ctx from the address; one of another browser, or anything else, finds nothing */
export async function findSignOut(
  db: Database,
  ctx: string,
  { browser, now }: { readonly browser: string; readonly now: Date },
): Promise<SignOutRow | undefined> {
  return db
    .selectFrom('signOut')
    .selectAll()
    .where('idHash', '=', hashOf(ctx, browser))
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

/** An application that got a LogoutRequest, and the correlation id of the sign-out that it belongs to. */
export interface AnsweringParticipant extends SignOutParticipant {
  readonly correlationId: string;
}

/** @param requestId InResponseTo of a LogoutResponse */
export async function participantAsked(
  db: Database,
  requestId: string,
): Promise<AnsweringParticipant | undefined> {
  const row = await db
    .selectFrom('signOutParticipant')
    .innerJoin('signOut', 'signOut.idHash', 'signOutParticipant.signOutHash')
    .selectAll('signOutParticipant')
    .select('signOut.correlationId')
    .where('requestId', '=', requestId)
    .executeTakeFirst();
  return row as AnsweringParticipant | undefined;
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
