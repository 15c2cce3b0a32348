import { urn } from '../../../scim/urns.ts';
import { isValues, newValues, type Values } from '../values.ts';
import { type UserRow, valuesOf } from './user-row.ts';

/** A user as SCIM answers it. @param base of the addresses: `https://peakon.example/scim/v2` */
export function userResource(row: UserRow, base: string): Values {
  const values = valuesOf(row);
  const extensions = Object.keys(values).filter((name) => name.includes(':'));
  const enterprise = values[urn.enterpriseUser];
  if (isValues(enterprise) && isValues(enterprise.manager))
    enterprise.manager.$ref = `${base}/Users/${row.managerId}`;
  return Object.assign(newValues(), {
    schemas: [urn.user, ...extensions],
    id: row.id,
    ...values,
    meta: {
      resourceType: 'User',
      created: row.createdAt,
      lastModified: row.changedAt,
      location: `${base}/Users/${row.id}`,
    },
  });
}
