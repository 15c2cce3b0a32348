/** An app role that a user is assigned to. */
export interface AssignedRole {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
}

export const rolesForms = [
  'SingleAppRoleAssignment',
  'AppRoleAssignmentsComplex',
  'AssertiveAppRoleAssignmentsComplex',
] as const;
/** The functions that make the `roles` of a user; each has its own form on the wire (scim.md a.2). */
export type RolesForm = (typeof rolesForms)[number];

/** The roles of a user, for the attribute `roles`. */
export class Roles {
  readonly form: RolesForm;
  readonly roles: readonly AssignedRole[];

  constructor(form: RolesForm, roles: readonly AssignedRole[]) {
    this.form = form;
    this.roles = roles;
  }
}

/** A value that the logs show as `[Redact]`. */
export class Redacted {
  readonly value: Plain;

  constructor(value: Plain) {
    this.value = value;
  }
}

/** The attribute is left out of the export: it neither gets a value nor loses one. */
export const noFlow: unique symbol = Symbol('noFlow');

/** Text, several texts, or nothing. Booleans are the texts `True` and `False`, numbers their digits (scim.md f.3). */
export type Plain = string | readonly string[] | null;

/** What an expression makes. */
export type Value = Plain | Roles | Redacted | typeof noFlow;

/** The object that an expression reads. */
export interface SourceObject {
  /** The value of an attribute under Entra's name, such as `mail` or `IsSoftDeleted`; null for none. */
  attribute(name: string): Plain;
  readonly roles: readonly AssignedRole[];
  /** A new GUID. */
  guid(): string;
}

export const asFlag = (value: boolean): string => (value ? 'True' : 'False');

/** The first value of several, which is what a function for one value reads (assumed). */
export const oneOf = (value: Plain): string | null =>
  typeof value === 'string' || value === null ? value : (value[0] ?? null);

/** All values; none for null. */
export const listOf = (value: Plain): readonly string[] =>
  value === null ? [] : typeof value === 'string' ? [value] : value;
