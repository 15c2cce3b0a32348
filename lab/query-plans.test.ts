import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NodeSqlite } from '../store/node-sqlite.ts';
import { HttpClient } from '../web/testing/http-client.ts';
import { type Lab, startLab } from './library.ts';
import { anyPorts } from './testing/running-labs.ts';

/**
 * Every query that a lab runs, with SQLite's plan (https://www.sqlite.org/eqp.html). The plan does not depend on how many rows there are, since
 * no statistics are collected; so a plan that reads a whole table is slow in a large tenant.
 */
const plans = new Map<string, string>();
const prepare = NodeSqlite.prototype.prepare;

let lab: Lab;
beforeAll(async () => {
  vi.spyOn(NodeSqlite.prototype, 'prepare').mockImplementation(function (
    this: NodeSqlite,
    text: string,
  ) {
    if (!plans.has(text) && /^(select|insert|update|delete|with)/i.test(text))
      plans.set(text, planOf(this, text));
    return prepare.call(this, text);
  });
  lab = await startLab({ memory: true, ports: anyPorts });
  plans.clear(); // migrations read whole tables, once
  await visitEverything();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await lab.close();
});

const planOf = ({ connection }: NodeSqlite, text: string): string =>
  connection
    .prepare(`EXPLAIN QUERY PLAN ${text}`)
    .all()
    .map(({ detail }) => String(detail))
    .join('\n');

type User = Lab['start']['users'][number];

async function signIn(client: HttpClient, user: User | undefined): Promise<void> {
  await client.submit({ loginfmt: user?.userPrincipalName ?? '' });
  await client.submit({ passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '1' });
}

async function visitEverything(): Promise<void> {
  const { idp, lab: home, sp, tenantId, appId, users } = lab.start;
  const { directory, administration } = lab;
  const companyId = 'contoso';
  const [simon, administrator] = users;
  const group = await directory.createGroup({ tenantId, displayName: 'Survey takers' });
  const outer = await directory.createGroup({ tenantId, displayName: 'Outer', mailEnabled: true });
  await directory.addMemberGroups(outer.id, [group.id]);
  const app = await directory.findApplication(tenantId, { appId: appId ?? '' });
  const user = await directory.findUser(tenantId, simon?.userPrincipalName ?? '');
  const servicePrincipalId = app?.servicePrincipal.id ?? '';
  await directory.addGroupMembers(group.id, [user?.id ?? '']);
  await directory.unassign({ servicePrincipalId, userId: user?.id ?? '' });
  // So many that the sign-in asks the user's groups rather than the application's.
  for (let n = 0; n < 40; n++) {
    const other = await directory.createGroup({ tenantId, displayName: `Group ${n}` });
    await directory.assign({ servicePrincipalId, groupId: other.id });
  }
  await directory.assign({ servicePrincipalId, groupId: group.id });

  const browser = new HttpClient();
  await browser.open(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
  await signIn(browser, simon);
  await browser.submit();
  const [role] = await directory.appRoles(servicePrincipalId);
  await directory.updateAppRole(servicePrincipalId, role?.id ?? '', { value: 'User' });
  for (const groupMembershipClaims of ['All', 'SecurityGroup', 'ApplicationGroup']) {
    await directory.setGroupClaims(servicePrincipalId, { groupMembershipClaims });
    await browser.open(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
  }
  for (const path of ['/account', '/api/whoami']) await browser.open(sp + path);
  await browser.open(`${idp}/my-apps?page=2`);
  for (const path of ['/', '/api/home', '/api/codes']) await browser.open(home + path);

  const admin = new HttpClient();
  await admin.open(`${idp}/admin`);
  await signIn(admin, administrator);
  const search = '?search=nobody&page=2';
  for (const path of [
    `/users`,
    `/users${search}`,
    `/users/${user?.id}`,
    `/users/${user?.id}?applications=2&groups=2`,
    `/deleted-users${search}`,
    `/groups`,
    `/groups${search}`,
    `/groups/${group.id}`,
    `/groups/${outer.id}`,
    `/apps/${servicePrincipalId}/app-roles`,
    `/apps/${servicePrincipalId}/single-sign-on/claims/groups`,
    `/groups/${group.id}${search}`,
    `/apps`,
    `/apps${search}`,
    `/apps/${servicePrincipalId}`,
    `/apps/${servicePrincipalId}/users`,
    `/apps/${servicePrincipalId}/users${search}`,
    `/apps/${servicePrincipalId}/users/add${search}`,
    `/sign-ins?user=nobody`,
    `/audit?target=nobody`,
    `/users/new`,
  ])
    await admin.open(`${idp}/admin${path}`);
  await directory.deleteGroup(group.id);
  await directory.deleteUser(user?.id ?? '');
  await directory.deleteApplication(servicePrincipalId);
  const { employees } = await administration.listEmployees({ companyId, search: '', page: 1 });
  for (const { id } of employees) await administration.removeEmployee({ companyId, id });
}

/** Tables of a few rows, the groups that were found of a user, rows of an insert, results of subqueries, the second factors, of which the first 50 are read, and indexes up to the limit of a log or of a list. */
const mayBeRead =
  /^SCAN (CONSTANT ROW|memberOf$|\d+-ROW|tenant|verifiedDomain|removal|each|assigned|factor|signIn USING COVERING INDEX|exchange USING INDEX exchangeInOrder)\b/;
const readsATable = (plan: string) =>
  plan.split('\n').some((line) => /^SCAN/.test(line) && !mayBeRead.test(line));

test('no query reads a whole table', () => {
  expect(plans.size).toBeGreaterThan(100);
  const slow = [...plans].filter(([, plan]) => readsATable(plan));
  expect(slow.map(([text, plan]) => `${text}\n${plan}`)).toEqual([]);
});

test('(control) a query without an index is found', () => {
  const database = new NodeSqlite(':memory:');
  database.connection.exec('CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT)');
  expect(readsATable(planOf(database, "SELECT * FROM note WHERE text = 'x'"))).toBe(true);
  expect(readsATable(planOf(database, "SELECT * FROM note WHERE id = 'x'"))).toBe(false);
  database.close();
});

const planWith = (...parts: string[]) =>
  [...plans].filter(([text]) => parts.every((part) => text.includes(part))).map(([, plan]) => plan);

test('whether a user may use an application is answered from the user, or from the groups that are assigned', () => {
  const [few] = planWith('as "hasUser"');
  expect(few).toMatch(/SEARCH shared USING .*INDEX appRoleAssignmentOfGroups \(resourceId=\?\)/);
  expect(few).toMatch(/SEARCH member USING PRIMARY KEY \(groupId=\? AND userId=\?\)/);
  const [plan, ...others] = planWith('"shared"."resourceId" = ?', 'cross join', 'select "member"');
  expect(others).toEqual([]);
  expect(plan).toMatch(/SEARCH member .*\(userId=\?\)\nSEARCH shared .*\(principalId=\? AND/);
  expect(plan).not.toContain('(resourceId=?)');
});

test('the groups and roles of a user are found from the user, whatever the size of the tenant', () => {
  const groups = planWith('with recursive "memberOf"', 'directoryGroup');
  expect(groups).toHaveLength(2);
  for (const plan of groups) {
    expect(plan).toMatch(/SEARCH groupMember USING .*INDEX groupMemberOfUser \(userId=\?\)/);
    expect(plan).toMatch(
      /SEARCH memberGroup USING .*INDEX memberGroupOfGroup \(memberGroupId=\?\)/,
    );
    expect(plan).toMatch(/SEARCH group USING .*INDEX sqlite_autoindex_directoryGroup_1 \(id=\?\)/);
  }
  const [assigned] = planWith(
    '"shared"."principalId" = "member"."groupId"',
    '"group"."securityEnabled"',
  );
  expect(assigned).toMatch(/SEARCH member USING .*\(userId=\?\)/);
  const [roles] = planWith('"role"."value" is not null', 'union');
  expect(roles).toMatch(/SEARCH member USING .*\(userId=\?\)/);
  expect(roles).not.toMatch(/\(resourceId=\?\)/);
});

test('whether another group has a mail nickname is found in an index', () => {
  const [plan, ...others] = planWith('lower("mailNickname") = ?');
  expect(others).toEqual([]);
  expect(plan).toMatch(
    /SEARCH directoryGroup USING INDEX directoryGroupOfNickname \(tenantId=\? AND <expr>=\?\)/,
  );
});

test('a slice of a list is found by its keys in an index', () => {
  const slices = planWith('"displayName", "id") > (?, ?)').concat(
    planWith('("member"."userId") > (?)'),
  );
  for (const plan of slices) expect(plan).toMatch(/^SEARCH .*[>]/);
  for (const plan of planWith('as "key0"')) expect(plan).not.toContain('TEMP B-TREE');
});
