import { scimWire, TokenFault } from '../../../idp/index.ts';
import { isJsonObject } from '../../../scim/json.ts';
import { listed } from '../../../text-files/listed.ts';
import { type Need, one, type ScimCase, type ScimRun } from '../case.ts';
import type { ClientGrants } from '../client-grant.ts';
import { missingTargets } from '../schema-targets.ts';
import { enterprise, idOf, list, matchAttributes, type ScimStage, said, shown } from '../stage.ts';
import { elevenUsers, walk } from './paging.ts';

/** What the tests of Microsoft leave alone when they clear attributes (scim.md b.3, 16). */
const kept = ['username', 'active', 'externalid', 'roles', 'id'];

const attributes: readonly scimWire.AttributeChange[] = [
  { op: 'Replace', target: 'displayName', value: 'Ada Lund' },
  { op: 'Replace', target: 'name.familyName', value: 'Lund' },
  { op: 'Replace', target: 'name.givenName', value: 'Adele' },
];

const values = { displayName: 'Ada Lund', 'name.familyName': 'Lund', 'name.givenName': 'Adele' };

/** Looks for the user as a cycle does, and makes it. */
async function cycleCreate(stage: ScimStage): Promise<string> {
  const { user, values: sent } = stage.newUser();
  const by = matchAttributes[stage.setup.match];
  const value = stage.setup.match === 'externalId' ? user.externalId : user.userName;
  const before = await stage.send(scimWire.matchResource('User', by, value));
  stage.must(
    before.answer?.status === 200 && before.json?.totalResults === 0,
    `The query before the POST is not an empty list: ${said(before)}`,
  );
  const made = await stage.send(scimWire.createUser(sent));
  stage.must(
    made.answer?.status === 201 || made.answer?.status === 200,
    `The user was not made: ${said(made)}`,
  );
  const id = idOf(made) ?? '';
  stage.must(id !== '', 'The answer to the POST has no id.');
  stage.shows(await stage.read(id), { userName: user.userName });
  return id;
}

async function cycleGroup(stage: ScimStage): Promise<{ id: string; displayName: string }> {
  const displayName = stage.name();
  const before = await stage.send(scimWire.matchResource('Group', 'displayName', displayName));
  stage.must(
    before.answer?.status === 200 && before.json?.totalResults === 0,
    `The query before the POST is not an empty list: ${said(before)}`,
  );
  const made = await stage.send(
    scimWire.createGroup(
      [
        { target: 'externalId', value: stage.guid() },
        { target: 'displayName', value: displayName },
      ],
      'default',
    ),
  );
  stage.must(made.answer?.status === 201, `The group was not made: ${said(made)}`);
  return { id: idOf(made) ?? '', displayName };
}

async function active(stage: ScimStage, id: string, wanted: boolean): Promise<void> {
  stage.accepted(await stage.send(scimWire.setActive(id, wanted, 'default')), 'The change');
  const user = await stage.read(id);
  stage.must(user.active === wanted, `active is ${shown(user.active)}, not the boolean ${wanted}.`);
}

async function removedUser(stage: ScimStage): Promise<void> {
  const id = await cycleCreate(stage);
  const exchange = await stage.send(scimWire.deleteResource('User', id));
  stage.must(exchange.answer?.status === 204, `DELETE is not answered with 204: ${said(exchange)}`);
}

/** Sets, changes and clears the manager, with `clear` as the last step. */
const manager = (stage: ScimStage) => async () => {
  const [first, second] = [await stage.user(), await stage.user()];
  const { id } = await stage.user();
  const steps: readonly (readonly [scimWire.ScimRequest, string | undefined])[] = [
    [scimWire.setManager(id, first.id, 'default'), first.id],
    [scimWire.setManager(id, second.id, 'default', { op: 'Replace' }), second.id],
    [scimWire.removeManager(id, second.id, 'default'), undefined],
  ];
  for (const [request, wanted] of steps) {
    stage.accepted(await stage.send(request), 'A change of the manager');
    const found = scimWire.targetValue(await stage.read(id), scimWire.managerAttribute);
    stage.must(
      (found ?? undefined) === wanted,
      `manager is ${shown(found)}, not ${shown(wanted)}.`,
    );
  }
};

async function cleared(stage: ScimStage): Promise<void> {
  const optional = stage.setup.targets.filter((target) => {
    const name = scimWire.readTargetName(target);
    const isKept = kept.includes(name.attribute.toLowerCase()) || scimWire.isReference(name);
    return !isKept && target !== matchAttributes[stage.setup.match];
  });
  for (const value of ['', null]) {
    const { id } = await stage.user(
      optional
        .filter((target) => scimWire.readTargetName(target).filter === undefined)
        .map((target) => ({ target, value: 'samlab' })),
    );
    for (const target of optional) {
      const exchange = await stage.send(
        scimWire.updateResource('User', id, [{ op: 'Replace', target, value }], 'default'),
      );
      stage.accepted(exchange, `Clearing ${target} with ${shown(value)}`);
    }
    const user = await stage.read(id);
    for (const target of optional) {
      const found = scimWire.targetValue(user, target);
      stage.must(
        found === undefined || found === null,
        `${target} is ${shown(found)} after it was cleared with ${shown(value)}.`,
      );
    }
  }
}

interface GalleryTest {
  readonly name: string;
  /** The cases that show its steps alone, in order. */
  readonly repeats?: readonly string[];
  readonly sent: string;
  readonly expected: string;
  readonly needs?: readonly Need[];
  readonly play: ScimRun['play'];
  readonly isOptional?: true;
  readonly isAlone?: true;
}

/** The query and the POST with which a cycle makes a user. */
const cycle = ['CONN-01', 'CRE-11'] as const;

const onGroups = { needs: ['groups'] } as const;

/** In the order of Microsoft's suite (scim.md b.3). */
const tests: readonly GalleryTest[] = [
  {
    name: 'User_Create',
    repeats: cycle,
    sent: 'The query and the POST of a cycle',
    expected: 'Make the user.',
    play: async (stage) => void (await cycleCreate(stage)),
  },
  {
    name: 'User_Update',
    repeats: [...cycle, 'UPD-33'],
    sent: 'PATCH of several attributes',
    expected: 'Write the values.',
    play: async (stage) => {
      const id = await cycleCreate(stage);
      await stage.change(id, attributes);
      stage.shows(await stage.read(id), values);
    },
  },
  {
    name: 'User_Disable',
    repeats: [...cycle, 'LIF-55'],
    sent: 'The disable of the default dialect',
    expected: 'Disable the user.',
    play: async (stage) => active(stage, await cycleCreate(stage), false),
  },
  {
    name: 'User_Delete',
    repeats: [...cycle, 'LIF-60'],
    sent: 'DELETE',
    expected: 'Delete the user.',
    isOptional: true,
    play: removedUser,
  },
  {
    name: 'User_Update_Manager',
    repeats: ['MGR-49', 'MGR-51'],
    sent: 'A manager is set, changed and removed',
    expected: 'Follow each step.',
    play: (stage) => manager(stage)(),
  },
  {
    name: 'User_Restore',
    repeats: [...cycle, 'LIF-55', 'LIF-58'],
    sent: 'The disable and the restore; the suite itself expects the user gone in between, against the documentation of Entra',
    expected: 'Enable the same user again.',
    play: async (stage) => {
      const id = await cycleCreate(stage);
      await active(stage, id, false);
      await active(stage, id, true);
    },
  },
  {
    name: 'User_POD',
    repeats: cycle,
    sent: 'The requests of Provision on demand: probe, query, POST, read',
    expected: 'Succeed in each step.',
    play: async (stage) => {
      const by = matchAttributes[stage.setup.match];
      const probe = await stage.send(scimWire.connectionProbe(by, stage.guid()));
      stage.must(probe.answer?.status === 200, `The probe is refused: ${said(probe)}`);
      await cycleCreate(stage);
    },
  },
  {
    name: 'Group_Create',
    repeats: ['GRP-63'],
    sent: 'The query and the POST of a cycle',
    expected: 'Make the group.',
    ...onGroups,
    play: async (stage) => void (await cycleGroup(stage)),
  },
  {
    name: 'Group_Update',
    repeats: ['GRP-63', 'GRP-74'],
    sent: 'Replace displayName',
    expected: 'Rename the group.',
    ...onGroups,
    play: renamed,
  },
  {
    name: 'Group_Delete',
    repeats: ['GRP-63'],
    sent: 'DELETE',
    expected: 'Delete the group.',
    ...onGroups,
    isOptional: true,
    play: async (stage) => {
      const { id } = await cycleGroup(stage);
      const exchange = await stage.send(scimWire.deleteResource('Group', id));
      stage.must(
        exchange.answer?.status === 204,
        `DELETE is not answered with 204: ${said(exchange)}`,
      );
    },
  },
  {
    name: 'Group_Add_Member',
    repeats: ['GRP-63', 'GRP-65'],
    sent: 'Add members',
    expected: 'Add the member.',
    ...onGroups,
    play: async (stage) => {
      const { id } = await cycleGroup(stage);
      const user = await stage.user();
      const added = await stage.send(scimWire.addMembers(id, [user.id], 'default'));
      stage.accepted(added, 'The member');
      stage.must((await stage.members(id)).includes(user.id), 'The member is not in the group.');
    },
  },
  {
    name: 'Group_Remove_Member',
    repeats: ['GRP-67'],
    sent: 'Remove members',
    expected: 'Remove the member.',
    ...onGroups,
    play: async (stage) => {
      const [user, other] = [await stage.user(), await stage.user()];
      const { id } = await stage.group([user.id, other.id]);
      const removed = await stage.send(scimWire.removeMembers(id, [user.id], 'default'));
      stage.accepted(removed, 'The removal');
      const left = await stage.members(id);
      stage.must(
        left.length === 1 && left[0] === other.id,
        `${left.length} members are left, not the other one.`,
      );
    },
  },
  {
    name: 'Group_POD',
    repeats: ['GRP-63'],
    sent: 'The requests of Provision on demand for a group',
    expected: 'Succeed in each step.',
    ...onGroups,
    play: async (stage) => {
      const { id, displayName } = await cycleGroup(stage);
      const { json } = await stage.send(scimWire.getResource('Group', id));
      stage.shows(json ?? {}, { displayName });
    },
  },
  {
    name: 'Group_Restore',
    repeats: ['GRP-63'],
    sent: 'DELETE, then the POST again',
    expected: 'Make the group again.',
    ...onGroups,
    isOptional: true,
    play: async (stage) => {
      const { id, displayName } = await cycleGroup(stage);
      await stage.send(scimWire.deleteResource('Group', id));
      const again = await stage.send(
        scimWire.createGroup([{ target: 'displayName', value: displayName }], 'default'),
      );
      stage.must(again.answer?.status === 201, `The group was not made again: ${said(again)}`);
    },
  },
  {
    name: 'Schema_Discoverability',
    repeats: ['DISC-10'],
    sent: 'GET /Schemas',
    expected: 'Describe every target attribute of the mapping.',
    play: async (stage) => {
      const exchange = await stage.send(scimWire.readSchemas());
      stage.must(exchange.answer?.status === 200, `It is not served: ${said(exchange)}`);
      const schemas = list(exchange.json?.Resources).filter(isJsonObject);
      const missing = missingTargets(schemas, stage.setup.targets);
      stage.must(missing.length === 0, `Not described: ${missing.join(', ')}.`);
    },
  },
  {
    name: 'SCIM_Null_Update',
    repeats: ['UPD-42'],
    sent: 'PATCH of each optional attribute of the mapping with "", then with null',
    expected: 'Leave each absent.',
    play: cleared,
  },
  {
    name: 'SCIM_User_Create',
    repeats: cycle,
    sent: 'POST /Users',
    expected: 'Answer 200 or 201 with the id, and keep the userName.',
    play: async (stage) => void (await cycleCreate(stage)),
  },
  {
    name: 'SCIM_User_Update',
    repeats: ['UPD-33'],
    sent: 'PATCH of single values',
    expected: 'Answer 200 or 204; a read shows the values.',
    play: async (stage) => {
      const { id } = await stage.user([{ target: enterprise('department'), value: 'Research' }]);
      await stage.change(id, [
        ...attributes,
        { op: 'Replace', target: enterprise('department'), value: 'Sales' },
      ]);
      stage.shows(await stage.read(id), { ...values, [enterprise('department')]: 'Sales' });
    },
  },
  {
    name: 'SCIM_Group_Create',
    repeats: ['GRP-63'],
    sent: 'POST /Groups',
    expected: 'Answer 201 with the id.',
    ...onGroups,
    play: async (stage) => void (await cycleGroup(stage)),
  },
  {
    name: 'SCIM_Group_Update',
    repeats: ['GRP-63', 'GRP-74'],
    sent: 'PATCH of displayName',
    expected: 'A read shows the new name.',
    ...onGroups,
    play: renamed,
  },
  {
    name: 'Validate_Credentials',
    sent: 'A token by client credentials, and the probe with it',
    expected: 'Issue a token that is valid for 60 to 360 minutes, and accept it.',
    needs: ['client-secret'],
    play: (stage) => issued(stage, 'secret'),
  },
  {
    name: 'Federated_Identity',
    sent: 'A token for a signed token of Entra (RFC 7523), and the probe with it',
    expected: 'Issue a token, and accept it.',
    needs: ['client-assertion'],
    play: (stage) => issued(stage, 'assertion'),
  },
  {
    name: 'User_Pagination',
    repeats: ['PAG-77'],
    sent: 'At least 11 users, in pages of 5',
    expected: 'At least two pages, each with its startIndex.',
    isAlone: true,
    play: async (stage) => {
      await elevenUsers(stage);
      await walk(stage, 'User');
    },
  },
  {
    name: 'Group_Pagination',
    repeats: ['GRP-63', 'PAG-77'],
    sent: 'At least 11 groups, in pages of 5',
    expected: 'At least two pages, each with its startIndex.',
    ...onGroups,
    isOptional: true,
    isAlone: true,
    play: async (stage) => {
      for (let n = 0; n < 11; n += 1) await cycleGroup(stage);
      await walk(stage, 'Group');
    },
  },
  {
    name: 'SCIM_Update_Manager',
    repeats: ['MGR-49', 'MGR-51'],
    sent: 'Add, replace and replace with "" of the manager, as text',
    expected: 'Set, change and remove the manager.',
    play: (stage) => manager(stage)(),
  },
];

/** In seconds, how long Microsoft wants a token of client credentials to be valid. */
const [SHORTEST, LONGEST] = [60 * 60, 360 * 60];
/** In seconds: many token endpoints, also that of Entra, say 3599 of an hour. */
const ROUNDED = 5;

async function issued(stage: ScimStage, way: keyof ClientGrants): Promise<void> {
  try {
    const seconds = await stage.setup.grants?.[way]?.renew();
    if (way === 'secret')
      stage.must(
        seconds !== undefined && seconds + ROUNDED >= SHORTEST && seconds <= LONGEST,
        seconds === undefined
          ? 'The answer of the token endpoint has no number expires_in.'
          : `The token is valid for ${Math.floor(seconds / 60)} minutes, not for 60 to 360.`,
      );
  } catch (error) {
    if (!(error instanceof TokenFault)) throw error;
    stage.must(false, error.message);
  }
  const probe = scimWire.connectionProbe(matchAttributes[stage.setup.match], stage.guid());
  const exchange = await stage.send(probe, { token: `client-${way}` });
  stage.must(
    exchange.answer?.status === 200 && exchange.fault === undefined,
    `The token that was issued is not accepted: ${said(exchange)}`,
  );
}

async function renamed(stage: ScimStage): Promise<void> {
  const { id } = await cycleGroup(stage);
  const displayName = stage.name();
  stage.accepted(
    await stage.send(
      scimWire.updateResource(
        'Group',
        id,
        [{ op: 'Replace', target: 'displayName', value: displayName }],
        'default',
      ),
    ),
    'The change',
  );
  const { json } = await stage.send(scimWire.getResource('Group', id));
  stage.shows(json ?? {}, { displayName });
}

/** The 25 tests that Microsoft runs before it takes an application into its gallery; a failure of an optional one is a warning there too. */
export const gallery: readonly ScimCase[] = tests.map(
  ({ name, repeats = [], sent, expected, needs = [], play, isOptional, isAlone }, n) => ({
    ...one(
      'gallery',
      `GAL-${String(n + 1).padStart(2, '0')}`,
      {
        title: name,
        sent,
        expected,
        clauses: ['Entra'],
        level: isOptional ? 'should' : 'must',
        severity: 'S2',
        entra: isOptional
          ? 'The validation shows a warning.'
          : 'Microsoft does not take the application into its gallery.',
        fix:
          repeats.length > 0
            ? `See ${listed(repeats)}, about the same requests alone.`
            : 'Correct what the reason says: address, client id and secret, or how long tokens are valid.',
        needs,
        repeats,
      },
      play,
    ),
    ...(isAlone && { alone: true as const }),
  }),
);
