import { scimWire } from '../../../idp/index.ts';
import { one, type ScimCase, type ScimRun, several } from '../case.ts';
import { said, shown } from '../stage.ts';
import { isError } from './connect.ts';

const staysOn = 'People who are unassigned, blocked or deleted in Entra stay enabled.';

const activeAfter =
  (request: (id: string) => scimWire.ScimRequest, wanted: boolean): ScimRun['play'] =>
  async (stage) => {
    const { id } = await stage.user();
    if (wanted) await stage.disabled(id);
    stage.accepted(await stage.send(request(id)), wanted ? 'The restore' : 'The disable');
    const { active } = await stage.read(id);
    stage.must(active === wanted, `active is ${shown(active)}, not the boolean ${wanted}.`);
  };

const patchUser = (id: string, operation: Parameters<typeof scimWire.patch>[1][number]) =>
  scimWire.patch(scimWire.pathOf('User', id), [operation]);

const restored = (title: string, dialect: 'default' | 'aadOptscim062020'): ScimRun => ({
  title,
  needs: [dialect],
  play: async (stage) => {
    const { id, userName } = await stage.user([{ target: 'title', value: 'Engineer' }]);
    await stage.disabled(id);
    stage.accepted(await stage.send(scimWire.setActive(id, true, dialect)), 'The restore');
    const user = await stage.read(id);
    stage.must(user.active === true, `active is ${shown(user.active)}, not the boolean true.`);
    stage.shows(user, { userName, title: 'Engineer' });
  },
});

export const lifecycle: readonly ScimCase[] = [
  one(
    'disable',
    'LIF-55',
    {
      title: 'Disable as Entra does by default',
      sent: 'Replace active with the text "False"',
      expected: 'active is the boolean false.',
      clauses: ['Entra', 'RFC 7643 2.3.2'],
      level: 'must',
      severity: 'S1',
      entra: staysOn,
      fix: 'Read "False" as the boolean false; a text that is not empty is not true.',
    },
    activeAfter((id) => scimWire.setActive(id, false, 'default'), false),
    'default',
  ),
  several(
    'disable',
    'LIF-56',
    {
      title: 'Disable with the flag',
      sent: 'replace active with false, with a path and without',
      expected: 'active is false.',
      clauses: ['RFC 7644 3.5.2.3'],
      level: 'must',
      severity: 'S1',
      entra: staysOn,
      fix: 'Accept both forms of a replace.',
    },
    [
      {
        title: 'with a path',
        needs: ['aadOptscim062020'],
        play: activeAfter((id) => scimWire.setActive(id, false, 'aadOptscim062020'), false),
      },
      {
        title: 'without a path',
        needs: ['aadOptscim062020'],
        play: activeAfter(
          (id) => patchUser(id, { op: 'replace', value: { active: false } }),
          false,
        ),
      },
    ],
  ),
  one(
    'disable',
    'LIF-57',
    {
      title: 'Disable with Add',
      repeats: ['LIF-55'],
      sent: 'Add active with the text "False"',
      expected: 'active is false.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra: staysOn,
      fix: 'Treat Add on active as Replace.',
    },
    activeAfter((id) => patchUser(id, { op: 'Add', path: 'active', value: 'False' }), false),
    'default',
  ),
  several(
    'restore',
    'LIF-58',
    {
      title: 'Restore',
      sameFault: ['LIF-55'],
      sent: 'Replace active with "True", and with true, on a disabled user',
      expected: 'active is true; id and data are as before.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra: 'People who come back stay locked out, or get a second account.',
      fix: 'Let a disabled user be enabled again, with the same id.',
    },
    [restored('"True"', 'default'), restored('true', 'aadOptscim062020')],
  ),
  one(
    'disable',
    'LIF-59',
    {
      title: 'Disable twice',
      sent: 'The disable, again',
      expected: 'Answer 2xx.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S2',
      entra: 'The log shows a failure in every cycle.',
      fix: 'Answer a second disable like the first.',
    },
    async (stage) => {
      const { id } = await stage.user();
      await stage.disabled(id);
      stage.accepted(
        await stage.send(scimWire.setActive(id, false, 'aadOptscim062020')),
        'The second disable',
      );
    },
  ),
  one(
    'delete',
    'LIF-60',
    {
      title: 'Delete',
      sent: 'DELETE, a read, DELETE again, and a query',
      expected: 'Answer 204; then 404 with a SCIM error twice, and an empty list.',
      clauses: ['RFC 7644 3.6'],
      level: 'must',
      severity: 'S1',
      entra: 'Entra does not know that the account is gone, or finds one that it cannot change.',
      fix: 'Answer 204, and afterwards as if the user had never been.',
    },
    async (stage) => {
      const { id, userName } = await stage.user();
      const first = await stage.send(scimWire.deleteResource('User', id));
      stage.must(first.answer?.status === 204, `DELETE is not answered with 204: ${said(first)}`);
      const read = await stage.send(scimWire.getResource('User', id));
      stage.must(
        read.answer?.status === 404,
        `A read is not answered with 404: ${said(read)}`,
        read,
      );
      stage.must(isError(read), 'The body of the 404 is not a SCIM error.', read);
      const found = await stage.find('userName', userName);
      stage.must(found.length === 0, 'A query still finds the user.');
    },
  ),
  one(
    'delete',
    'LIF-61',
    {
      title: 'DELETE with a Content-Type and no body',
      sent: 'DELETE with Content-Type: application/json',
      expected: 'Answer 204.',
      clauses: ['RFC 7644 3.6'],
      level: 'must',
      severity: 'S1',
      entra: 'Nobody is ever deleted.',
      fix: 'Accept an empty body; Fastify, for example, refuses it by default.',
    },
    async (stage) => {
      const { id } = await stage.user();
      const exchange = await stage.send({
        ...scimWire.deleteResource('User', id),
        headers: { 'Content-Type': 'application/json' },
      });
      stage.must(exchange.answer?.status === 204, `The status is not 204: ${said(exchange)}`);
    },
  ),
  one(
    'delete',
    'LIF-62',
    {
      title: 'The name of a deleted user',
      sent: 'POST with the userName of a user who was deleted',
      expected: 'Answer 201.',
      clauses: ['RFC 7644 3.3', 'RFC 7644 3.6'],
      level: 'must',
      severity: 'S1',
      entra: 'Somebody who was deleted by mistake can never be provisioned again.',
      fix: 'Let unique names be those of users who are there; or revive the old row, with 201.',
    },
    async (stage) => {
      const { id, userName } = await stage.user();
      const deleted = await stage.send(scimWire.deleteResource('User', id));
      stage.needs(
        deleted.answer?.status === 204,
        `The user could not be deleted: ${said(deleted)} LIF-60 is about that.`,
      );
      const { values } = stage.newUser([{ target: 'userName', value: userName }]);
      const exchange = await stage.send(scimWire.createUser(values));
      stage.must(exchange.answer?.status === 201, `The status is not 201: ${said(exchange)}`);
    },
  ),
];
