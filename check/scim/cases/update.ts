import { scimWire } from '../../../idp/index.ts';
import { isJsonObject, type Json } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';
import { one, type ScimCase, type ScimRun, several } from '../case.ts';
import { enterprise, list, said, shown, workMail } from '../stage.ts';

const silent =
  'The log says that the update succeeded, and the value stays wrong; or Entra tries again in every cycle.';

const patchUser = (id: string, ...operations: Parameters<typeof scimWire.patch>[1]) =>
  scimWire.patch(scimWire.pathOf('User', id), operations);

/** A change that the server must accept, and the values that the user must show afterwards. */
const changed =
  (
    request: (id: string) => scimWire.ScimRequest,
    values: Readonly<Record<string, Json>>,
    start: readonly scimWire.AttributeValue[] = [],
    without: readonly string[] = [],
  ): ScimRun['play'] =>
  async (stage) => {
    const { id } = await stage.user(start, without);
    stage.accepted(await stage.send(request(id)), 'The change');
    stage.shows(await stage.read(id), values);
  };

const several4: readonly scimWire.AttributeChange[] = [
  { op: 'Replace', target: 'displayName', value: 'Ada Lund' },
  { op: 'Replace', target: 'name.givenName', value: 'Adele' },
  { op: 'Replace', target: enterprise('department'), value: 'Sales' },
];

const opCase = (op: string): ScimRun => ({
  title: op,
  play: changed((id) => patchUser(id, { op, path: 'displayName', value: 'Ada Lund' }), {
    displayName: 'Ada Lund',
  }),
});

const onNoMatch = (
  op: 'Add' | 'Replace',
  target: string,
  makeValue: (name: string) => string,
): ScimRun => ({
  title: `${op} ${target}`,
  play: async (stage) => {
    const { id } = await stage.user([], [target]);
    const value = makeValue(stage.name());
    await stage.change(id, [{ op, target, value }]);
    stage.shows(await stage.read(id), { [target]: value });
  },
});

const cleared = (title: string, value: Json): ScimRun => ({
  title,
  play: async (stage) => {
    const { id } = await stage.user([{ target: 'title', value: 'Engineer' }]);
    stage.accepted(
      await stage.send(patchUser(id, { op: 'Replace', path: 'title', value })),
      'The change',
    );
    const found = (await stage.read(id)).title;
    stage.must(
      found === undefined || found === null,
      `title is ${shown(found)} after it was cleared.`,
    );
  },
});

const role = { id: '06b07648-ecfe-589f-9d2f-6325724a46ee', value: 'Editor', displayName: 'Editor' };

const rolesRun = (
  title: string,
  request: (id: string) => scimWire.ScimRequest,
  start: readonly scimWire.AttributeValue[] = [],
): ScimRun => ({
  title,
  play: async (stage) => {
    const { id } = await stage.user(start);
    stage.accepted(await stage.send(request(id)), 'The change');
    const { roles } = await stage.read(id);
    stage.must(
      list(roles).some((each) => isJsonObject(each) && each.value === 'Editor'),
      `roles is ${shown(roles)}, without the role "Editor" that was sent.`,
    );
  },
});

export const update: readonly ScimCase[] = [
  one(
    'update',
    'UPD-33',
    {
      title: 'Several operations with paths',
      sent: 'PATCH with Replace displayName, name.givenName and enterprise department, and Add title',
      expected: 'Write all values.',
      clauses: ['RFC 7644 3.5.2'],
      level: 'must',
      severity: 'S1',
      entra: silent,
      fix: 'Apply every operation, in order.',
    },
    changed(
      (id) =>
        scimWire.updateResource(
          'User',
          id,
          [...several4, { op: 'Add', target: 'title', value: 'Engineer' }],
          'default',
        ),
      {
        displayName: 'Ada Lund',
        'name.givenName': 'Adele',
        [enterprise('department')]: 'Sales',
        title: 'Engineer',
      },
      [{ target: enterprise('department'), value: 'Research' }],
    ),
    'default',
  ),
  one(
    'update',
    'UPD-34',
    {
      title: 'One operation without path, with dotted keys',
      sent: 'PATCH with replace and a value {displayName, "name.givenName", "URN:department"}',
      expected: 'Write all values.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra: silent,
      fix: 'Read the keys of a value without path as paths, with dots and URNs.',
    },
    changed((id) => scimWire.updateResource('User', id, several4, 'aadOptscim062020'), {
      displayName: 'Ada Lund',
      'name.givenName': 'Adele',
      [enterprise('department')]: 'Sales',
    }),
    'aadOptscim062020',
  ),
  several(
    'update',
    'UPD-35',
    {
      title: 'Paths with the URN of the core schema',
      sent: `PATCH with the path ${urn.user}:title, and with it as a key`,
      expected: 'Write the attribute.',
      clauses: ['RFC 7644 3.10', 'Entra'],
      level: 'must',
      severity: 'S2',
      entra: silent,
      fix: 'Accept the URN of the core schema before every attribute.',
    },
    [
      {
        title: 'as path',
        play: changed(
          (id) => patchUser(id, { op: 'Replace', path: `${urn.user}:title`, value: 'Engineer' }),
          { title: 'Engineer' },
          [{ target: 'title', value: 'Clerk' }],
        ),
      },
      {
        title: 'as key',
        play: changed(
          (id) =>
            patchUser(id, {
              op: 'replace',
              value: { [`${urn.user}:title`]: 'Engineer', displayName: 'Ada Lund' },
            }),
          { title: 'Engineer', displayName: 'Ada Lund' },
          [{ target: 'title', value: 'Clerk' }],
        ),
      },
    ],
  ),
  one(
    'update',
    'UPD-36',
    {
      title: 'An extension as an object',
      sent: 'PATCH with replace and a value {"URN": {department}}',
      expected: 'Write the attribute.',
      clauses: ['RFC 7644 3.5.2.3'],
      level: 'must',
      severity: 'S2',
      entra: silent,
      fix: 'Merge the object of an extension into the resource.',
    },
    changed(
      (id) =>
        patchUser(id, { op: 'replace', value: { [urn.enterpriseUser]: { department: 'Sales' } } }),
      { [enterprise('department')]: 'Sales' },
      [{ target: enterprise('department'), value: 'Research' }],
    ),
  ),
  one(
    'update',
    'UPD-37',
    {
      title: 'Add on an attribute that has a value',
      sent: 'PATCH with Add title, where title is set',
      expected: 'Replace the value.',
      clauses: ['RFC 7644 3.5.2.1'],
      level: 'must',
      severity: 'S2',
      entra: silent,
      fix: 'Treat add on a single value as replace.',
    },
    changed(
      (id) => patchUser(id, { op: 'Add', path: 'title', value: 'Engineer' }),
      { title: 'Engineer' },
      [{ target: 'title', value: 'Clerk' }],
    ),
  ),
  several(
    'update',
    'UPD-38',
    {
      title: 'Letters of op',
      sent: 'PATCH with add, Add and ADD',
      expected: 'Treat them alike.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra: 'Without the flag, Entra writes Add, Replace and Remove: no update arrives.',
      fix: 'Compare op without regard to case.',
    },
    ['add', 'Add', 'ADD'].map(opCase),
  ),
  several(
    'update',
    'UPD-39',
    {
      title: 'A value path that matches nothing',
      sent: 'Add and Replace of emails[type eq "work"].value, phoneNumbers[type eq "mobile"].value and addresses[type eq "work"].locality, for a user without them',
      expected: 'Make the element, with its type.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra:
        'Everybody who gets a first phone number or e-mail fails in every cycle; RFC 7644 3.5.2.3 would allow noTarget, Entra does not expect it.',
      fix: 'Make the element when the filter of a path matches none.',
    },
    (['Add', 'Replace'] as const).flatMap((op) => [
      onNoMatch(op, workMail, (name) => `${name}@example.com`),
      onNoMatch(op, 'phoneNumbers[type eq "mobile"].value', () => '+47 555 0100'),
      onNoMatch(op, 'addresses[type eq "work"].locality', () => 'Oslo'),
    ]),
  ),
  one(
    'update',
    'UPD-40',
    {
      title: 'Other values stay',
      sent: 'Replace emails[type eq "work"].value, while there is a home address',
      expected: 'Leave the home address alone; at most one is primary.',
      clauses: ['RFC 7644 3.5.2.3'],
      level: 'must',
      severity: 'S2',
      entra: 'Values that Entra does not manage are lost.',
      fix: 'Change only the element that the filter names.',
    },
    async (stage) => {
      const home = `home-${stage.name()}@example.com`;
      const { id } = await stage.user([{ target: 'emails[type eq "home"].value', value: home }]);
      const work = `${stage.name()}@example.com`;
      await stage.change(id, [{ op: 'Replace', target: workMail, value: work }]);
      const user = await stage.read(id);
      stage.shows(user, { 'emails[type eq "home"].value': home, [workMail]: work });
      const primary = list(user.emails).filter(
        (each) => isJsonObject(each) && each.primary === true,
      );
      stage.must(primary.length <= 1, `${primary.length} e-mail addresses are primary.`);
    },
  ),
  several(
    'update',
    'UPD-41',
    {
      title: 'Remove',
      sent: 'Remove title; remove emails[type eq "home"]; remove an e-mail that nobody has',
      expected: 'Remove what the path names, and nothing else.',
      clauses: ['RFC 7644 3.5.2.2'],
      level: 'must',
      severity: 'S2',
      entra: 'Data that was removed in Entra stays, or other data is lost.',
      fix: 'Remove exactly what the path and its filter name.',
    },
    [
      {
        title: 'a single value',
        play: async (stage) => {
          const { id } = await stage.user([{ target: 'title', value: 'Engineer' }]);
          await stage.change(id, [{ op: 'Remove', target: 'title' }]);
          const { title } = await stage.read(id);
          stage.must(title === undefined || title === null, `title is still ${shown(title)}.`);
        },
      },
      {
        title: 'one of two e-mails',
        play: async (stage) => {
          const home = 'emails[type eq "home"].value';
          const { id, mail } = await stage.user([{ target: home, value: 'ada@home.example' }]);
          await stage.change(id, [{ op: 'Remove', target: 'emails[type eq "home"]' }]);
          const user = await stage.read(id);
          stage.must(
            scimWire.targetValue(user, home) === undefined,
            'The home address is still there.',
          );
          stage.shows(user, { [workMail]: mail });
        },
      },
      {
        title: 'one that is not there',
        play: async (stage) => {
          const { id, mail } = await stage.user();
          await stage.send(
            scimWire.updateResource(
              'User',
              id,
              [{ op: 'Remove', target: 'emails[value eq "nobody@example.com"]' }],
              'default',
            ),
          );
          stage.shows(await stage.read(id), { [workMail]: mail });
        },
      },
    ],
  ),
  several(
    'update',
    'UPD-42',
    {
      title: 'Clear a value',
      sent: 'Replace title with "" and with null',
      expected: 'Leave the attribute absent.',
      clauses: ['RFC 7643 2.5', 'Entra'],
      level: 'must',
      severity: 'S2',
      entra:
        'A value that was cleared in Entra stays; Microsoft tests both before it takes an application into its gallery.',
      fix: 'Treat "" and null as no value.',
    },
    [cleared('an empty text', ''), cleared('null', null)],
  ),
  one(
    'update',
    'UPD-43',
    {
      title: 'Rename',
      sent: 'Replace userName; queries for both names; POST of a user with the old name',
      expected: 'Keep the id; the old name is free.',
      clauses: ['RFC 7644 3.5.2'],
      level: 'must',
      severity: 'S1',
      entra: 'Somebody who marries gets a second account, or the update fails for ever.',
      fix: 'Change userName like any attribute; the id stays.',
    },
    async (stage) => {
      // A separate e-mail address: some servers want names and e-mail addresses to be unique, each apart.
      const mail = `mail-${stage.name()}@example.com`;
      const { id, userName } = await stage.user([{ target: workMail, value: mail }]);
      const next = `${stage.name()}@example.com`;
      await stage.change(id, [{ op: 'Replace', target: 'userName', value: next }]);
      stage.shows(await stage.read(id), { userName: next });
      const [now] = await stage.find('userName', next);
      stage.must(now?.id === id, `The new name is found with the id ${shown(now?.id)}.`);
      const old = await stage.find('userName', userName);
      stage.must(old.length === 0, 'The old name is still found.');
      const { values } = stage.newUser([{ target: 'userName', value: userName }]);
      const again = await stage.send(scimWire.createUser(values));
      stage.must(again.answer?.status === 201, `The old name is not free: ${said(again)}`);
    },
  ),
  one(
    'update',
    'UPD-44',
    {
      title: 'A change that changes nothing',
      sent: 'Replace displayName with the value that it has',
      expected: 'Answer 200 or 204.',
      clauses: ['RFC 7644 3.5.2'],
      level: 'must',
      severity: 'S3',
      entra: 'The log shows a failure where nothing was to be done.',
      fix: 'Answer a change without effect like any other.',
    },
    async (stage) => {
      const { id } = await stage.user([{ target: 'displayName', value: 'Ada Berg' }]);
      const { answer } = await stage.send(
        patchUser(id, { op: 'Replace', path: 'displayName', value: 'Ada Berg' }),
      );
      stage.must(
        answer?.status === 200 || answer?.status === 204,
        `The status is ${answer?.status}.`,
      );
    },
  ),
  one(
    'update',
    'UPD-45',
    {
      title: 'All operations or none',
      sent: 'Replace displayName, and Replace id',
      expected: 'Answer 400 with scimType mutability, and change nothing.',
      clauses: ['RFC 7644 3.5.2'],
      level: 'should',
      severity: 'S2',
      entra: 'Entra takes the whole update for failed, and half of it happened.',
      fix: 'Check all operations before you write, or write them in one transaction.',
    },
    async (stage) => {
      const { id } = await stage.user([{ target: 'displayName', value: 'Ada Berg' }]);
      const exchange = await stage.send(
        patchUser(
          id,
          { op: 'Replace', path: 'displayName', value: 'Ada Lund' },
          { op: 'Replace', path: 'id', value: stage.guid() },
        ),
      );
      stage.must(exchange.answer?.status === 400, `The status is not 400: ${said(exchange)}`);
      stage.shows(await stage.read(id), { displayName: 'Ada Berg' });
    },
  ),
  one(
    'update',
    'UPD-46',
    {
      title: 'An unknown attribute',
      sent: 'Replace displayName, and Add of an enterprise attribute that does not exist',
      expected: 'Apply the rest, or answer 400.',
      clauses: ['RFC 7644 3.12'],
      level: 'should',
      severity: 'S2',
      entra:
        'An attribute too many in the mapping stops all updates of a user, without a clear reason.',
      fix: 'Ignore attributes that you do not know, or answer 400 with scimType invalidPath.',
    },
    async (stage) => {
      const { id } = await stage.user([{ target: 'displayName', value: 'Ada Berg' }]);
      const exchange = await stage.send(
        patchUser(
          id,
          { op: 'Replace', path: 'displayName', value: 'Ada Lund' },
          { op: 'Add', path: enterprise('samlabUnknown'), value: 'x' },
        ),
      );
      if (exchange.answer?.status === 400) return;
      stage.accepted(exchange, 'The change');
      stage.shows(await stage.read(id), { displayName: 'Ada Lund' });
    },
  ),
  one(
    'update',
    'UPD-47',
    {
      title: 'No operations',
      sent: 'PATCH with an empty list of Operations, as the SCIM validator of Microsoft sends it',
      expected: 'Answer 200, 204 or 400.',
      clauses: ['RFC 7644 3.5.2'],
      level: 'should',
      severity: 'S3',
      entra: 'The validator shows an internal error.',
      fix: 'Treat an empty list as no change, or answer 400.',
    },
    async (stage) => {
      const { id } = await stage.user();
      const { answer } = await stage.send(patchUser(id));
      stage.must(
        answer !== undefined && [200, 204, 400].includes(answer.status),
        `The status is ${answer?.status}.`,
      );
    },
  ),
  several(
    'roles',
    'UPD-48',
    {
      title: 'Roles of an update',
      sent: 'Add roles as JSON text; Replace roles[primary eq "True"].value; replace roles with objects',
      expected: 'Set the role.',
      clauses: ['Entra'],
      level: 'should',
      severity: 'S2',
      entra: 'Users keep the role that they were created with.',
      fix: 'Read a value that is JSON text as the object in it, and "True" in a filter as the boolean.',
    },
    [
      rolesRun('JSON text', (id) =>
        scimWire.updateResource(
          'User',
          id,
          [scimWire.rolesChange('SingleAppRoleAssignment', [role])],
          'default',
        ),
      ),
      rolesRun(
        'the primary role',
        (id) =>
          scimWire.updateResource(
            'User',
            id,
            [{ op: 'Replace', target: 'roles[primary eq "True"].value', value: 'Editor' }],
            'default',
          ),
        [
          {
            target: 'roles',
            value: scimWire.rolesValue('SingleAppRoleAssignment', [{ ...role, value: 'User' }]),
          },
        ],
      ),
      rolesRun('objects', (id) =>
        scimWire.updateResource(
          'User',
          id,
          [scimWire.rolesChange('AssertiveAppRoleAssignmentsComplex', [role])],
          'aadOptscim062020',
        ),
      ),
    ],
  ),
];
