import type { GroupRow } from '../../directory/tables.ts';
import { asFlag, type Plain, type SourceObject } from '../expressions/value.ts';
import { IS_SOFT_DELETED } from '../schema/source-attributes.ts';

/** A group of the tenant as a job sees it. */
export interface SourceGroup {
  readonly id: string;
  readonly row: GroupRow;
  readonly isAssigned: boolean;
}

/** What the expressions of a mapping read. */
export function groupObject(
  { row }: SourceGroup,
  isSoftDeleted: boolean,
  guid: () => string,
): SourceObject {
  const attributes: Readonly<Record<string, Plain>> = {
    objectId: row.id,
    description: row.description,
    displayName: row.displayName,
    mailNickname: row.mailNickname,
    mailEnabled: asFlag(row.mailEnabled === 1),
    securityEnabled: asFlag(row.securityEnabled === 1),
    [IS_SOFT_DELETED]: asFlag(isSoftDeleted),
  };
  return { roles: [], guid, attribute: (name) => attributes[name] || null };
}
