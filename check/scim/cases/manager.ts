import { scimWire } from '../../../idp/index.ts';
import { isJsonObject } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';
import { one, type ScimCase, type ScimRun, several } from '../case.ts';
import { type ScimStage, said, shown } from '../stage.ts';

const { managerAttribute: manager } = scimWire;

const repeated = 'The manager is not written, and Entra sends it again in every cycle.';

const set =
  (request: (id: string, boss: string) => scimWire.ScimRequest): ScimRun['play'] =>
  async (stage) => {
    const boss = await stage.user();
    const { id } = await stage.user();
    stage.accepted(await stage.send(request(id, boss.id)), 'The change');
    stage.shows(await stage.read(id), { [manager]: boss.id });
  };

const removed =
  (request: (id: string, boss: string) => scimWire.ScimRequest): ScimRun['play'] =>
  async (stage) => {
    const boss = await stage.user();
    const { id } = await stage.user();
    await stage.managed(id, boss.id);
    stage.accepted(await stage.send(request(id, boss.id)), 'The change');
    const found = managerOf(await stage.read(id));
    stage.must(found === undefined || found === null, `manager is still ${shown(found)}.`);
  };

function managerOf(user: Awaited<ReturnType<ScimStage['read']>>) {
  const extension = user[urn.enterpriseUser];
  return isJsonObject(extension) ? extension.manager : undefined;
}

export const managers: readonly ScimCase[] = [
  several(
    'manager',
    'MGR-49',
    {
      title: 'The manager as text',
      sent: 'Add of the enterprise manager with the id as text',
      expected: 'Set the manager.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra: repeated,
      fix: 'Accept the id of the manager as text.',
    },
    [
      {
        title: 'Add',
        needs: ['default'],
        play: set((id, boss) => scimWire.setManager(id, boss, 'default')),
      },
      {
        title: 'add',
        needs: ['aadOptscim062020'],
        play: set((id, boss) => scimWire.setManager(id, boss, 'aadOptscim062020')),
      },
    ],
  ),
  one(
    'manager',
    'MGR-50',
    {
      title: 'The manager as a list',
      sent: 'Add of the enterprise manager with [{"$ref": "../Users/ID", "value": "ID"}]',
      expected: 'Set the manager.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S2',
      entra: repeated,
      fix: 'Accept a list with one object, as Microsoft documents it.',
    },
    set((id, boss) => scimWire.setManager(id, boss, 'default', { form: 'array' })),
    'default',
  ),
  one(
    'manager',
    'MGR-51',
    {
      title: 'An empty manager',
      sent: 'Replace of the enterprise manager with ""',
      expected: 'Remove the manager.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S2',
      entra: 'Somebody without manager keeps the old one.',
      fix: 'Treat "" as no manager.',
    },
    removed((id, boss) => scimWire.removeManager(id, boss, 'default')),
    'default',
  ),
  one(
    'manager',
    'MGR-52',
    {
      title: 'Remove the manager by its value',
      sent: 'remove of manager[value eq "ID"]',
      expected: 'Remove the manager.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S2',
      entra: 'Somebody without manager keeps the old one.',
      fix: 'Accept a filter on the manager, although it is a single value.',
    },
    removed((id, boss) => scimWire.removeManager(id, boss, 'aadOptscim062020')),
    'aadOptscim062020',
  ),
  one(
    'manager',
    'MGR-53',
    {
      title: 'The manager at a read',
      sent: 'A read of a user whose manager was set',
      expected: 'Return an object with value.',
      clauses: ['RFC 7643 4.3'],
      level: 'must',
      severity: 'S1',
      entra:
        'The log says that the user cannot be deserialised, and no update of this user works any more.',
      fix: 'Return the manager as {"value": "ID"}.',
    },
    async (stage) => {
      const boss = await stage.user();
      const { id } = await stage.user();
      await stage.managed(id, boss.id);
      const found = managerOf(await stage.read(id));
      stage.must(
        isJsonObject(found) && found.value === boss.id,
        `manager is ${shown(found)}, not an object with value.`,
      );
    },
  ),
  one(
    'manager',
    'MGR-54',
    {
      title: 'A manager who does not exist',
      sent: 'Add of the enterprise manager with an unknown id',
      expected: 'Answer 2xx, or 400; the user stays as it is.',
      clauses: ['Entra'],
      level: 'should',
      severity: 'S2',
      entra: 'A manager who is not provisioned breaks the user.',
      fix: 'Ignore an unknown manager, or answer 400 with scimType invalidValue.',
    },
    async (stage) => {
      const { id, userName } = await stage.user();
      const exchange = await stage.send(scimWire.setManager(id, stage.guid(), 'default'));
      const status = exchange.answer?.status ?? 0;
      stage.must(
        (status >= 200 && status < 300) || status === 400,
        `The status is neither 2xx nor 400: ${said(exchange)}`,
      );
      stage.shows(await stage.read(id), { userName });
    },
  ),
];
