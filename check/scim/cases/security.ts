import { scimWire } from '../../../idp/index.ts';
import { one, type ScimCase, type ScimRun, several } from '../case.ts';
import { type ScimStage, said, workMail } from '../stage.ts';

const takeOver = (title: string, target: string, needs: ScimRun['needs'] = []): ScimRun => ({
  title,
  needs,
  play: async (stage: ScimStage) => {
    const [attacker, victim] = [await stage.user(), await stage.user()];
    const value = target === 'userName' ? victim.userName : victim.mail;
    const exchange = await stage.send(
      scimWire.updateResource('User', attacker.id, [{ op: 'Replace', target, value }], 'default'),
    );
    stage.must(exchange.answer?.status === 409, `The status is not 409: ${said(exchange)}`);
    stage.shows(await stage.read(victim.id), {
      userName: victim.userName,
      [workMail]: victim.mail,
    });
  },
});

export const security: readonly ScimCase[] = [
  one(
    'security',
    'SEC-88',
    {
      title: 'The token of another tenant',
      sent: 'A query for a user, a read, a PATCH and a DELETE, with the token of --token-b-file',
      expected: 'Answer 404, and change nothing.',
      clauses: ['RFC 7644 7'],
      level: 'must',
      severity: 'S1',
      entra: 'One customer reads and changes the people of another.',
      fix: 'Look for resources only among those of the tenant of the token.',
      needs: ['token-b'],
    },
    async (stage) => {
      const { id, userName } = await stage.user();
      // A token that is no good here is refused for everybody, which shows nothing about tenants.
      const search = scimWire.matchResource('User', 'userName', userName);
      const known = await stage.send(search, { token: 'other-tenant' });
      const status = known.answer?.status ?? 0;
      stage.needs(
        status !== 401 && status !== 403,
        `The server refuses the token of --token-b-file with ${status}, so nothing is known. Give the token of another tenant that this Tenant URL accepts.`,
      );
      for (const request of [
        scimWire.getResource('User', id),
        scimWire.setActive(id, false, 'aadOptscim062020'),
        scimWire.deleteResource('User', id),
      ]) {
        const exchange = await stage.send(request, { token: 'other-tenant' });
        stage.must(
          exchange.answer?.status === 404,
          `${request.method} is not answered with 404: ${said(exchange)}`,
          exchange,
        );
      }
      const user = await stage.read(id);
      stage.must(user.active === true, 'The user was disabled with the token of another tenant.');
      stage.shows(user, { userName });
    },
  ),
  several(
    'security',
    'SEC-89',
    {
      title: 'Taking the name of another user',
      sent: 'Replace userName, or work e-mail with --match mail, with that of another user',
      expected: 'Answer 409; the other user is untouched.',
      clauses: ['RFC 7644 3.12'],
      level: 'must',
      severity: 'S1',
      entra: 'One person signs in as another.',
      fix: 'Check uniqueness at every write, not only when a user is made.',
    },
    [takeOver('userName', 'userName'), takeOver('work e-mail', workMail, ['mail'])],
  ),
];
