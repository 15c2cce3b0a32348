import { scimWire } from '../../../idp/index.ts';
import { urn } from '../../../scim/urns.ts';
import { one, type ScimCase, type ScimRun, several } from '../case.ts';
import { list, type ScimStage, said } from '../stage.ts';

const emptied = 'One person leaves a group, and everybody loses its access.';

const find = (displayName: string) => scimWire.matchResource('Group', 'displayName', displayName);

const newGroup = (stage: ScimStage, dialect: scimWire.Dialect, displayName = stage.name()) =>
  scimWire.createGroup(
    [
      { target: 'externalId', value: stage.guid() },
      { target: 'displayName', value: displayName },
    ],
    dialect,
  );

/** A group with two members, a request about the first, and who must be left. */
const removal =
  (
    request: (group: string, first: string) => scimWire.ScimRequest,
    left: 'second' | 'both',
  ): ScimRun['play'] =>
  async (stage) => {
    const [first, second] = [await stage.user(), await stage.user()];
    const group = await stage.group([first.id, second.id]);
    const before = await stage.members(group.id);
    stage.needs(
      before.length === 2,
      `The group has ${before.length} members after two were added; GRP-65 is about that.`,
    );
    stage.accepted(await stage.send(request(group.id, first.id)), 'The change');
    const after = await stage.members(group.id);
    const wanted = left === 'both' ? [first.id, second.id] : [second.id];
    stage.must(
      after.length === wanted.length && wanted.every((id) => after.includes(id)),
      `${after.length} of 2 members are left, where ${left === 'both' ? 'nobody' : 'one'} was removed.`,
    );
  };

const patchGroup = (id: string, ...operations: Parameters<typeof scimWire.patch>[1]) =>
  scimWire.patch(scimWire.pathOf('Group', id), operations);

/** A PATCH must be answered with 204, or with 200 and the resource. */
const answered = (
  title: string,
  change: (stage: ScimStage) => Promise<scimWire.ScimRequest>,
  needs: ScimRun['needs'] = [],
): ScimRun => ({
  title,
  needs,
  play: async (stage) => {
    const exchange = await stage.send(await change(stage));
    const status = exchange.answer?.status;
    stage.must(
      status === 204 || (status === 200 && exchange.fault === undefined),
      `The answer is neither 204 nor 200 with the resource: ${said(exchange)}`,
    );
  },
});

const inGroups = (cases: readonly ScimCase[]) =>
  cases.map((each) => ({ ...each, needs: ['groups' as const] }));

export const groups: readonly ScimCase[] = [
  ...inGroups([
    one(
      'groups',
      'GRP-63',
      {
        title: 'The POST of Entra for a group',
        sent: `POST /Groups with the core schema and ${urn.entraGroup}, externalId, displayName and members []`,
        expected: 'Answer 201.',
        clauses: ['Entra'],
        level: 'must',
        severity: 'S2',
        entra: 'The group is not created; Entra tries again in every later cycle.',
        fix: 'Ignore schemas that you do not know.',
      },
      async (stage) => {
        const exchange = await stage.send(newGroup(stage, 'customappsso'));
        stage.must(exchange.answer?.status === 201, `The status is not 201: ${said(exchange)}`);
      },
    ),
    one(
      'groups',
      'GRP-64',
      {
        title: 'A group without its members',
        sent: 'A query by displayName with excludedAttributes=members',
        expected: 'Answer 200 with the group, without the key members.',
        clauses: ['RFC 7644 3.4.2.5'],
        level: 'must',
        severity: 'S2',
        entra: 'Every cycle reads all members of all groups, until requests time out.',
        fix: 'Support excludedAttributes.',
      },
      async (stage) => {
        const user = await stage.user();
        const { id, displayName } = await stage.group([user.id]);
        const exchange = await stage.send(find(displayName));
        stage.must(exchange.answer?.status === 200, `The query is refused: ${said(exchange)}`);
        const found = list(exchange.json?.Resources);
        const [first] = found;
        stage.must(
          found.length === 1 && typeof first === 'object' && first !== null && 'id' in first,
          `The query has ${found.length} results, not 1.`,
        );
        stage.must(JSON.stringify(first ?? {}).includes(id), 'Another group was returned.');
        stage.must(
          !(typeof first === 'object' && first !== null && 'members' in first),
          'The group has the key members, which was to be left out.',
        );
      },
    ),
    one(
      'groups',
      'GRP-65',
      {
        title: 'Add a member',
        sent: 'Add members [{"$ref": null, "value": "ID"}]',
        expected: 'Answer 2xx; the member is there.',
        clauses: ['Entra'],
        level: 'must',
        severity: 'S1',
        entra: 'Nobody gets access through groups.',
        fix: 'Ignore a $ref that is null.',
      },
      async (stage) => {
        const user = await stage.user();
        const { id } = await stage.group();
        const added = await stage.send(scimWire.addMembers(id, [user.id], 'default'));
        stage.accepted(added, 'The member');
        const found = await stage.members(id);
        stage.must(found.includes(user.id), 'The member is not in the group.');
      },
    ),
    one(
      'groups',
      'GRP-66',
      {
        title: 'Add a member twice',
        sent: 'The same Add, again',
        expected: 'Answer 2xx; the member is there once.',
        clauses: ['RFC 7644 3.5.2.1'],
        level: 'must',
        severity: 'S2',
        entra:
          'A group contains the same person several times, or the second attempt fails for ever.',
        fix: 'Make a member unique in its group, and answer the second Add like the first.',
      },
      async (stage) => {
        const user = await stage.user();
        const { id } = await stage.group([user.id]);
        const again = await stage.send(scimWire.addMembers(id, [user.id], 'default'));
        stage.accepted(again, 'The second Add');
        const found = (await stage.members(id)).filter((each) => each === user.id);
        stage.must(found.length === 1, `The member is in the group ${found.length} times.`);
      },
    ),
    several(
      'groups',
      'GRP-67',
      {
        title: 'Remove a member by value',
        sent: 'Remove members [{"value": "ID"}], also with "$ref": null',
        expected: 'Remove this member only.',
        clauses: ['Entra'],
        level: 'must',
        severity: 'S1',
        entra: emptied,
        fix: 'Remove only the members that the value names; the RFC says nothing about a value here.',
      },
      [
        {
          title: 'value',
          needs: ['default'],
          play: removal((id, first) => scimWire.removeMembers(id, [first], 'default'), 'second'),
        },
        {
          title: 'value and $ref',
          needs: ['default'],
          play: removal(
            (id, first) => scimWire.removeMembers(id, [first], 'default', { withRef: true }),
            'second',
          ),
        },
      ],
    ),
    one(
      'groups',
      'GRP-68',
      {
        title: 'Remove a member by filter',
        sent: 'remove members[value eq "ID"]',
        expected: 'Remove this member only.',
        clauses: ['RFC 7644 3.5.2.2'],
        level: 'must',
        severity: 'S1',
        entra: `${emptied} Or the person keeps the access.`,
        fix: 'Support a filter in the path of remove.',
      },
      removal((id, first) => scimWire.removeMembers(id, [first], 'aadOptscim062020'), 'second'),
      'aadOptscim062020',
    ),
    one(
      'groups',
      'GRP-69',
      {
        title: 'Remove a member who is not there',
        sent: 'Remove members with the id of a user who is not a member',
        expected: 'Answer 2xx; the members stay.',
        clauses: ['Entra'],
        level: 'should',
        severity: 'S2',
        entra: 'Entra tries again in every cycle.',
        fix: 'Answer as if the member had been removed.',
      },
      async (stage) => {
        const [member, stranger] = [await stage.user(), await stage.user()];
        const { id } = await stage.group([member.id]);
        const removed = await stage.send(scimWire.removeMembers(id, [stranger.id], 'default'));
        stage.accepted(removed, 'The removal');
        const left = await stage.members(id);
        stage.must(left.includes(member.id), 'Another member was removed.');
      },
      'default',
    ),
    one(
      'groups',
      'GRP-70',
      {
        title: 'Remove with an empty list',
        sent: 'Remove members []',
        expected: 'Remove nobody.',
        clauses: ['Entra'],
        level: 'must',
        severity: 'S1',
        entra: emptied,
        fix: 'Treat an empty list as nobody, not as everybody.',
      },
      async (stage) => {
        const member = await stage.user();
        const { id } = await stage.group([member.id]);
        await stage.send(patchGroup(id, { op: 'Remove', path: 'members', value: [] }));
        const left = await stage.members(id);
        stage.must(left.includes(member.id), 'All members were removed.');
      },
    ),
    one(
      'groups',
      'GRP-71',
      {
        title: 'A member who does not exist',
        sent: 'Add members with a known and an unknown id',
        expected: 'Answer 400 or 404, or add the known one.',
        clauses: ['RFC 7644 3.12'],
        level: 'should',
        severity: 'S2',
        entra: 'One missing person keeps all others out of the group.',
        fix: 'Answer 400, or leave out whom you do not know.',
      },
      async (stage) => {
        const user = await stage.user();
        const { id } = await stage.group();
        const exchange = await stage.send(
          scimWire.addMembers(id, [user.id, stage.guid()], 'default'),
        );
        const status = exchange.answer?.status ?? 0;
        if (status === 400 || status === 404) return;
        stage.accepted(exchange, 'The change');
        const found = await stage.members(id);
        stage.must(found.includes(user.id), 'The known member was not added either.');
      },
    ),
    one(
      'groups',
      'GRP-72',
      {
        title: 'Five members at once',
        sent: 'Five PATCHes at the same time, each with one member',
        expected: 'All five are members.',
        clauses: ['Entra'],
        level: 'must',
        severity: 'S1',
        entra: 'Entra sends several PATCHes of one group at once: members get lost at random.',
        fix: 'Keep members as rows, and insert one; do not read, change and write a list.',
      },
      async (stage) => {
        const users: string[] = [];
        for (let n = 0; n < 5; n += 1) users.push((await stage.user()).id);
        const { id } = await stage.group();
        const answers = await Promise.all(
          users.map((user) => stage.send(scimWire.addMembers(id, [user], 'default'))),
        );
        for (const answer of answers) stage.accepted(answer, 'One of five changes');
        const found = await stage.members(id);
        const there = users.filter((user) => found.includes(user)).length;
        stage.must(there === 5, `Only ${there} of 5 members are in the group.`);
      },
    ),
    one(
      'groups',
      'GRP-73',
      {
        title: 'A large group',
        sent: '150 members, in operations of 50',
        expected: 'A read returns all 150.',
        clauses: ['Entra'],
        level: 'should',
        severity: 'S2',
        entra: 'Entra adds members again that the answer leaves out.',
        fix: 'Return all members of a group.',
      },
      async (stage) => {
        const users: string[] = [];
        for (let n = 0; n < 150; n += 10) {
          const made = await Promise.all(Array.from({ length: 10 }, () => stage.user()));
          users.push(...made.map(({ id }) => id));
        }
        const { id } = await stage.group();
        for (let n = 0; n < users.length; n += 50)
          stage.accepted(
            await stage.send(scimWire.addMembers(id, users.slice(n, n + 50), 'default')),
            'An operation with 50 members',
          );
        const found = new Set(await stage.members(id));
        stage.must(found.size === 150, `A read returns ${found.size} of 150 members.`);
      },
    ),
    one(
      'groups',
      'GRP-74',
      {
        title: 'Rename a group',
        sent: 'Replace displayName and externalId',
        expected: 'Both are changed, and the members stay.',
        clauses: ['RFC 7644 3.5.2.3'],
        level: 'must',
        severity: 'S2',
        entra: 'A renamed group loses its members, or is created again.',
        fix: 'Change only what the operation names.',
      },
      async (stage) => {
        const user = await stage.user();
        const { id } = await stage.group([user.id]);
        const [displayName, externalId] = [stage.name(), stage.guid()];
        stage.accepted(
          await stage.send(
            scimWire.updateResource(
              'Group',
              id,
              [
                { op: 'Replace', target: 'displayName', value: displayName },
                { op: 'Replace', target: 'externalId', value: externalId },
              ],
              'default',
            ),
          ),
          'The change',
        );
        const { json } = await stage.send(scimWire.getResource('Group', id));
        stage.shows(json ?? {}, { displayName, externalId });
        const left = await stage.members(id);
        stage.must(left.includes(user.id), 'The members are gone.');
      },
    ),
    one(
      'groups',
      'GRP-75',
      {
        title: 'A displayName that exists',
        sent: 'POST /Groups with the displayName of another group',
        expected: 'Answer 409.',
        clauses: ['Entra'],
        level: 'should',
        severity: 'S2',
        entra: 'The query by displayName has two results, and the job stops for this group.',
        fix: 'Make displayName of groups unique.',
      },
      async (stage) => {
        const { displayName } = await stage.group();
        const exchange = await stage.send(newGroup(stage, 'default', displayName));
        stage.must(exchange.answer?.status === 409, `The status is not 409: ${said(exchange)}`);
      },
    ),
  ]),
  several(
    'groups',
    'GRP-76',
    {
      title: 'The answer to a PATCH',
      sent: 'A PATCH of a user, and of a group',
      expected: 'Answer 204, or 200 with the resource.',
      clauses: ['RFC 7644 3.5.2'],
      level: 'must',
      severity: 'S2',
      entra: 'The log says that the answer cannot be deserialised, and the change is sent again.',
      fix: 'Answer 204 when you send no body.',
    },
    [
      answered('a user', async (stage) => {
        const { id } = await stage.user();
        const changes = [{ op: 'Replace', target: 'displayName', value: 'Ada Lund' }] as const;
        return scimWire.updateResource('User', id, changes, 'default');
      }),
      answered(
        'a group',
        async (stage) => {
          const { id } = await stage.group();
          const change = { op: 'Replace', target: 'displayName', value: stage.name() } as const;
          return scimWire.updateResource('Group', id, [change], 'default');
        },
        ['groups'],
      ),
    ],
  ),
];
