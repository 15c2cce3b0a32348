import type { LogoutRequest } from '../../saml/logout.ts';
import { nameIdFormat } from '../../saml/names.ts';
import { inChunks } from '../../store/in-chunks.ts';
import type { Database } from '../database/tables.ts';
import type { LogoutRules } from './checks/check.ts';

interface Qualified {
  readonly nameQualifier?: string | null;
  readonly spNameQualifier?: string | null;
}

/** The name space of a NameID: an absent qualifier means the two parties themselves (SAML Core 8.3.7). */
export function qualifiers(
  { nameQualifier, spNameQualifier }: Qualified,
  { idpEntityId, entityId }: LogoutRules,
) {
  return {
    nameQualifier: nameQualifier ?? idpEntityId,
    spNameQualifier: spNameQualifier ?? entityId,
  };
}

/**
 * Ends the sessions that a request names, and no others: those with the same NameID (value, qualifiers, and Format unless the request leaves it out, as
 * Entra's does) and, if it has any, one of its SessionIndexes (SAML Core 3.3.4, 3.7.1).
 *
 * @returns hashes of their cookies
 */
export async function endSessionsNamed(
  tx: Database,
  companyId: string,
  { nameID, sessionIndexes }: LogoutRequest,
  rules: LogoutRules,
): Promise<string[]> {
  if (!nameID) return [];
  const sessions = await tx
    .selectFrom('session')
    .select(['idHash', 'nameIdFormat', 'nameQualifier', 'spNameQualifier', 'sessionIndex'])
    .where('companyId', '=', companyId)
    .where('nameId', '=', nameID.value)
    .execute();
  const wanted = qualifiers(nameID, rules);
  const format = nameID.format ?? nameIdFormat.unspecified;
  const ended = sessions
    .filter((session) => {
      const own = qualifiers(session, rules);
      return (
        own.nameQualifier === wanted.nameQualifier &&
        own.spNameQualifier === wanted.spNameQualifier &&
        (format === nameIdFormat.unspecified || format === session.nameIdFormat) &&
        (sessionIndexes.length === 0 || sessionIndexes.includes(session.sessionIndex ?? ''))
      );
    })
    .map(({ idHash }) => idHash);
  for (const some of inChunks(ended))
    await tx.deleteFrom('session').where('idHash', 'in', some).execute();
  return ended;
}
