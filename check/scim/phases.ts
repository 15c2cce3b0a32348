/** What Entra's provisioning does with a server, in the order in which the report has it. */
export const phases = {
  connect: 'Connect',
  discovery: 'Discovery',
  create: 'Create',
  match: 'Match',
  update: 'Update',
  manager: 'Manager',
  roles: 'Roles',
  disable: 'Disable',
  restore: 'Restore',
  delete: 'Delete',
  groups: 'Groups',
  paging: 'Paging',
  errors: 'Errors',
  load: 'Load',
  sso: 'Sign-in of provisioned users',
  security: 'Separation of accounts',
  gallery: "Gallery readiness: Microsoft's 25 tests",
} as const;

export type Phase = keyof typeof phases;
