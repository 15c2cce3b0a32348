import {
  GLOBAL_ADMINISTRATOR,
  PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
} from '../directory/users/directory-roles.ts';

const cloudApplications = 'Cloud Application Administrator';
const applications = 'Application Administrator';
const users = 'User Administrator';
const readsLogs = [
  'Reports Reader',
  'Security Reader',
  'Security Administrator',
  'Global Reader',
  // In Entra both read the logs of the applications they manage; here all applications share one log.
  cloudApplications,
  applications,
];

interface Rule {
  /** Completes "You cannot ...". */
  what: string;
  /** Least privileged first; `any member` needs no role. */
  roles: readonly string[] | 'any member';
  /** An owner of the application may do it too, without a role. */
  owner?: true;
}

/** Who may do what (entra-admin.md 1.1); a Global Administrator may do everything. */
export const tasks = {
  'app.read': { what: 'read the configuration of applications', roles: 'any member' },
  'app.create': { what: 'add an enterprise application', roles: [cloudApplications, applications] },
  'app.configure': {
    what: 'change single sign-on, properties or owners of this application',
    roles: [cloudApplications, applications],
    owner: true,
  },
  'app.assign': {
    what: 'change who is assigned to this application',
    roles: [cloudApplications, applications, users],
    owner: true,
  },
  'app.signing': {
    what: 'change the signing option or algorithm',
    roles: [cloudApplications, applications],
  },
  'app.provision': {
    what: 'configure or run the provisioning of this application',
    roles: [cloudApplications, applications],
    owner: true,
  },
  'permission.grant': {
    what: 'grant permissions of Microsoft Graph to this application',
    // In Entra only the second may: the first may not consent to permissions of Microsoft Graph.
    roles: [cloudApplications, 'Privileged Role Administrator'],
  },
  'user.read': { what: 'read the list of users', roles: 'any member' },
  'user.manage': { what: 'create, change or delete users', roles: [users] },
  'authentication-method.manage': {
    what: 'change how users sign in',
    roles: ['Authentication Administrator', PRIVILEGED_AUTHENTICATION_ADMINISTRATOR],
  },
  'user.invite': { what: 'invite external users', roles: ['Guest Inviter', users] },
  'domain.manage': {
    what: 'add, remove or federate domains',
    // In Entra the second may not; here it may change the other settings of the tenant too.
    roles: ['Domain Name Administrator', cloudApplications],
  },
  'role.assign': { what: 'assign directory roles', roles: ['Privileged Role Administrator'] },
  'group.read': { what: 'read the list of groups', roles: 'any member' },
  'group.manage': {
    what: 'create, change or delete groups',
    roles: ['Groups Administrator', users],
  },
  'tenant.configure': { what: 'change the settings of the tenant', roles: [cloudApplications] },
  'log.read': { what: 'read the sign-in and audit logs', roles: readsLogs },
  'policy.read': {
    what: 'read Conditional Access policies',
    roles: [
      'Security Reader',
      'Global Reader',
      'Conditional Access Administrator',
      'Security Administrator',
    ],
  },
  'policy.manage': {
    what: 'change Conditional Access policies',
    roles: ['Conditional Access Administrator', 'Security Administrator'],
  },
} as const satisfies Record<string, Rule>;

export type Task = keyof typeof tasks;

/** Whether the roles, or ownership of the application, allow a task. */
export function mayDo(task: Task, roles: ReadonlySet<string>, owns = false): boolean {
  const rule: Rule = tasks[task];
  if (rule.roles === 'any member' || roles.has(GLOBAL_ADMINISTRATOR)) return true;
  return (owns && rule.owner === true) || rule.roles.some((role) => roles.has(role));
}

/** One sentence that names the roles for a task. */
export function whatItTakes(task: Task): string {
  const rule: Rule = tasks[task];
  const named = rule.roles === 'any member' ? [] : [...rule.roles, GLOBAL_ADMINISTRATOR];
  const last = named.at(-1) ?? '';
  const list = named.length > 1 ? `${named.slice(0, -1).join(', ')} or ${last}` : last;
  return `Required role: ${list}${rule.owner ? ', or ownership of the application' : ''}.`;
}
