import type { FastifyReply } from 'fastify';
import { findAccount } from '../directory/users/guests.ts';
import type { Exchange } from '../sign-in-visit.ts';

/** An account that signed out in this browser. */
export interface AccountTile {
  /** What the user types to sign in: for a guest the name of the home account. */
  userPrincipalName: string;
  displayName: string;
}

/**
 * The accounts that stayed signed in until they signed out, newest first, for the tiles of "Pick an account" (entra-saml.md 9.4). The names
 * are no secret, and are shown only if such users exist, so that a page on another port of the host cannot plant a text.
 */
const COOKIE = 'accountTiles';
const options = { path: '/', httpOnly: true, secure: true, sameSite: 'none' } as const;
const MOST = 5;
/** In seconds: 90 days, as the session that it follows. */
const MAX_AGE = 90 * 24 * 3600;

function namesIn(value: string | undefined): string[] {
  const names = (value ?? '').slice(0, 2000).split(' ');
  return [...new Set(names)].filter((name) => name !== '').slice(0, MOST);
}

/** @param userPrincipalName has no spaces */
export function rememberAccount(
  { request, reply }: { request: Exchange['request']; reply: FastifyReply },
  userPrincipalName: string,
): void {
  const others = namesIn(request.cookies[COOKIE]).filter((name) => name !== userPrincipalName);
  const names = [userPrincipalName, ...others].slice(0, MOST);
  reply.setCookie(COOKIE, names.join(' '), { ...options, maxAge: MAX_AGE });
}

/** @param tenantId GUID, or `common` for the accounts of every tenant */
export async function rememberedAccounts(
  { context, request }: Exchange,
  tenantId: string,
): Promise<AccountTile[]> {
  const names = namesIn(request.cookies[COOKIE]);
  const tiles = await Promise.all(
    names.map(async (userPrincipalName): Promise<AccountTile[]> => {
      const user = await findAccount(context.db, tenantId, userPrincipalName);
      return user ? [{ userPrincipalName, displayName: user.displayName }] : [];
    }),
  );
  return tiles.flat();
}
