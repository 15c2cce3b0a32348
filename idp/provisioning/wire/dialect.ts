/**
 * The ways in which Entra writes PATCH requests (scim.md a.2): `default`, what every capture of a live tenant shows; `aadOptscim062020`, after the flag
 * in the Tenant URL; `customappsso`, the job of before December 2018.
 */
export const dialects = ['default', 'aadOptscim062020', 'customappsso'] as const;

export type Dialect = (typeof dialects)[number];

/** RFC 7644 3.5.2 writes operations in lower case, Entra capitalises them without the flag (entra-admin.md 4.2). */
export type Operation = 'Add' | 'Replace' | 'Remove';

export const operationName = (op: Operation, dialect: Dialect): string =>
  dialect === 'aadOptscim062020' ? op.toLowerCase() : op;
