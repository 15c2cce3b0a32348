/** Every operation names all that is wrong with a request at once, and in the words of the API. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';
import { operations } from './operations/index.ts';
import { ApiClient } from './testing/api-client.ts';

let lab: Lab;
let api: ApiClient;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
  api = new ApiClient(lab);
});
afterAll(() => lab.close());

interface Wrong {
  readonly body?: object;
  readonly query?: string;
  readonly places: readonly string[];
}

/** Of each operation that takes more than one value: values that are wrong by their type or by a rule, together. */
const wrong: Readonly<Record<string, readonly Wrong[]>> = {
  createTenant: [
    {
      body: { id: 'one', displayName: '', domain: 'a b', cloud: 'moon', unknownIssuerCode: 5 },
      places: ['#/cloud', '#/id', '#/displayName', '#/domain', '#/unknownIssuerCode'],
    },
    {
      body: { id: 'one', domain: 'a b', unknownIssuerCode: 5 },
      places: ['#/id', '#/domain', '#/unknownIssuerCode'],
    },
  ],
  configureProvisioning: [
    {
      body: { templateId: 'none', baseAddress: 'ftp://x', acceleratedInterval: 0 },
      places: ['#/baseAddress', '#/templateId', '#/acceleratedInterval'],
    },
    { body: { syncAll: 5, started: 'yes' }, places: ['#/syncAll', '#/started'] },
  ],
  provisionOnDemand: [{ body: { user: 5, group: 5 }, places: ['#/user', '#/group', '#'] }],
  listProvisioningLogs: [{ query: 'status=good&action=paint', places: ['status', 'action'] }],
  createUser: [
    {
      body: { userPrincipalName: 'a b', mail: 'x', password: '1', userType: 'Robot', surname: 5 },
      places: ['#/userType', '#/surname', '#/userPrincipalName', '#/mail', '#/password'],
    },
    {
      body: { mail: 'x', password: '1', directoryRoles: ['King'], groupIds: ['none'] },
      places: ['#/mail', '#/password', '#/groupIds/0', '#/directoryRoles/0'],
    },
  ],
  createApplication: [
    {
      body: { displayName: '', identifierUris: ['a b'], replyUrls: ['x'], logoutUrl: 'y' },
      places: ['#/displayName', '#/identifierUris/0', '#/replyUrls/0', '#/logoutUrl'],
    },
    {
      body: {
        displayName: '',
        encryption: { certificates: ['no certificate'] },
        notificationEmailAddresses: ['nobody'],
      },
      places: [
        '#/displayName',
        '#/identifierUris/0',
        '#/replyUrls/0',
        '#/encryption/certificates/0',
        '#/notificationEmailAddresses/0',
      ],
    },
    {
      body: { metadata: '/etc/passwd', displayName: '', signOnUrl: 'y' },
      places: ['#/metadata', '#/displayName', '#/signOnUrl'],
    },
    {
      body: { metadata: 'http://localhost:1/', displayName: '', logoutUrl: 5 },
      places: ['#/logoutUrl', '#/metadata', '#/displayName'],
    },
  ],
  createGroup: [
    {
      body: {
        displayName: '',
        groupTypes: ['Dynamic'],
        onPremisesSecurityIdentifier: 'S',
        members: ['Zed'],
        memberGroups: ['Nope'],
      },
      places: [
        '#/displayName',
        '#/groupTypes',
        '#/onPremisesSecurityIdentifier',
        '#/members',
        '#/memberGroups',
      ],
    },
    {
      body: { displayName: 5, mailEnabled: 'yes', members: ['Zed'] },
      places: ['#/displayName', '#/mailEnabled', '#/members'],
    },
  ],
  updateGroup: [
    {
      body: { displayName: '', groupTypes: ['Dynamic'], mailNickname: 'a b' },
      places: ['#/displayName', '#/groupTypes', '#/mailNickname'],
    },
    { body: { displayName: 5, members: ['Zed'] }, places: ['#/displayName', '#/members'] },
  ],
  addGroupMembers: [
    {
      body: { members: ['Zed'], memberGroups: ['Nope'] },
      places: ['#/members', '#/memberGroups'],
    },
  ],
  updateAppRole: [
    {
      body: { displayName: '', value: 'a b', allowedMemberTypes: ['Robot'] },
      places: ['#/displayName', '#/value', '#/allowedMemberTypes'],
    },
    { body: { displayName: 5, isEnabled: 'yes' }, places: ['#/displayName', '#/isEnabled'] },
  ],
  setGroupClaims: [
    {
      body: {
        groupMembershipClaims: 'All',
        sourceAttribute: 'cloud_displayname',
        filter: { attribute: 'displayName', match: 'prefix', value: '' },
        name: 'a b',
        regex: { pattern: '(', replacement: 'x' },
      },
      places: ['#/sourceAttribute', '#/filter/value', '#/name', '#/regex/pattern'],
    },
    {
      body: { groupMembershipClaims: 'Everybody', emitAsRoles: 'yes' },
      places: ['#/groupMembershipClaims', '#/emitAsRoles'],
    },
  ],
  createAppRole: [
    {
      body: { displayName: '', description: '', value: 'a b', allowedMemberTypes: ['Robot'] },
      places: ['#/displayName', '#/description', '#/value', '#/allowedMemberTypes'],
    },
    { body: { displayName: 5, isEnabled: 'yes' }, places: ['#/displayName', '#/isEnabled'] },
  ],
  createCertificate: [
    { body: { endDateTime: 'soon', password: 5 }, places: ['#/password', '#/endDateTime'] },
    { body: { endDateTime: 5, pfx: 5, key: 5 }, places: ['#/endDateTime', '#/pfx', '#/key'] },
  ],
  assignUser: [
    { body: { user: 'Zed', application: 'Nope' }, places: ['#/application', '#/user'] },
    { body: { user: 'Zed', application: 5 }, places: ['#/application', '#/user'] },
    { body: { group: 'Zed', application: 'Nope' }, places: ['#/application', '#/group'] },
  ],
  unassignUser: [
    { query: 'user=a&group=b&usr=c', places: ['usr', 'user'] },
    { query: 'usr=a', places: ['usr', 'user'] },
  ],
  updateUser: [
    {
      body: { mail: 'x', displayName: '', manager: 'Zed', surname: 5 },
      places: ['#/mail', '#/displayName', '#/manager', '#/surname'],
    },
  ],
  signIn: [
    {
      body: { user: 'Zed', application: 'Nope', request: 'http://x/' },
      places: ['#/user', '#/application', '#/request'],
    },
    {
      body: { user: 'Zed', application: 'Nope', methods: ['pin'] },
      places: ['#/methods/0', '#/user', '#/application'],
    },
  ],
  signOut: [
    { body: { user: 'Zed', request: 'http://x/' }, places: ['#/user', '#/request'] },
    { body: { user: 'Zed', request: 5, all: true }, places: ['#/user', '#/request', '#/all'] },
  ],
  armSignIn: [
    {
      body: { user: 'Zed', application: 'Nope', case: 'sig-strip' },
      places: ['#/case', '#/user', '#/application'],
    },
    {
      body: { user: 'Zed', application: 'Nope', alter: [] },
      places: ['#/alter', '#/user', '#/application'],
    },
  ],
  setClock: [{ body: { mode: 'fast', now: 'tomorrow' }, places: ['#/mode', '#/now'] }],
  listTenantExchanges: [{ query: 'application=Nope&limit=0', places: ['limit', 'application'] }],
  awaitTenantExchange: [
    { query: 'application=Nope&timeout=61', places: ['timeout', 'application'] },
  ],
  listExchanges: [{ query: 'limit=0&usr=a', places: ['limit', 'usr'] }],
  awaitExchange: [{ query: 'timeout=0&after=-1', places: ['after', 'timeout'] }],
};

const takesSeveral = operations.filter(({ body, query }) => {
  const { properties = {} } = (body ?? query ?? {}) as { properties?: object };
  return Object.keys(properties).length > 1;
});

test('every operation that takes more than one value is here', () => {
  expect(Object.keys(wrong).toSorted()).toEqual(takesSeveral.map(({ id }) => id).toSorted());
});

test.each(
  takesSeveral.flatMap((one) =>
    (wrong[one.id] ?? []).map((given, n) => [one.id, n + 1, one, given] as const),
  ),
)('%s names all faults at once (%i)', async (_, __, { method, path, example }, given) => {
  const named: Readonly<Record<string, string>> = {
    tenantId: 'contoso.com',
    applicationId: 'Peakon',
    groupId: 'Sales', // the example of createGroup
    roleId: 'User',
    userId: 'B.Simon@contoso.com',
  };
  const at = path.replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? '');
  const query = given.query === undefined ? '' : `?${given.query}`;
  const sent = given.body ? { body: given.body } : {};
  const { status, body } = await api.call(method, at + query, sent);
  expect(status).toBeGreaterThanOrEqual(400);
  const { errors } = body as { errors: { pointer?: string; parameter?: string }[] };
  const places = errors.map(({ pointer, parameter }) => parameter ?? pointer);
  expect(places.toSorted()).toEqual([...given.places].toSorted());
  if (example && !/sign-(?:ins|outs)/.test(path)) {
    const mended = await api.call(method, at, { body: example }); // control
    expect(mended.status).toBeLessThan(410);
  }
});
