import { scimWire } from '../../../idp/index.ts';
import { one, type ScimCase, several } from '../case.ts';
import { list, matchAttributes, type ScimStage, said, shown, workMail } from '../stage.ts';

const loop =
  'Entra does not find the user, tries to create it, gets 409, and repeats that in every cycle.';

const special = (sign: string, title: string) => ({
  title,
  play: async (stage: ScimStage) => {
    const userName = `${stage.name()}${sign}a@example.com`;
    const made = await stage.send(
      scimWire.createUser(stage.newUser([{ target: 'userName', value: userName }]).values),
    );
    const exists = made.answer?.status === 201;
    const exchange = await stage.send(scimWire.matchResource('User', 'userName', userName));
    stage.must(exchange.answer?.status === 200, `The query is refused: ${said(exchange)}`);
    const found = list(exchange.json?.Resources);
    stage.must(
      found.length === (exists ? 1 : 0),
      `The query for ${shown(userName)} has ${found.length} results, not ${exists ? 1 : 0}.`,
    );
  },
});

export const match: readonly ScimCase[] = [
  one(
    'match',
    'MAT-25',
    {
      title: 'userName in other letters',
      sent: 'A query for the userName of a user in capitals',
      expected: 'Return the user.',
      clauses: ['RFC 7643 4.1', 'RFC 7644 3.4.2.2'],
      level: 'must',
      severity: 'S1',
      entra: loop,
      fix: 'Compare userName without regard to case.',
    },
    async (stage) => {
      const { id, userName } = await stage.user();
      const found = await stage.find('userName', userName.toUpperCase());
      stage.must(
        found.length === 1 && found[0]?.id === id,
        `The query has ${found.length} results, not 1.`,
      );
    },
  ),
  several(
    'match',
    'MAT-26',
    {
      title: 'Work e-mail',
      sent: 'A query emails[type eq "work"].value eq "MAIL", while another user has no e-mail',
      expected: 'Return the user.',
      clauses: ['RFC 7644 3.4.2.2'],
      level: 'should',
      severity: 'S1',
      entra: `If e-mail is the matching attribute: ${loop}`,
      fix: 'Support a value filter on emails, also for users without any.',
    },
    [
      { title: 'with --match mail', level: 'must', needs: ['mail'], play: byMail },
      { title: 'in any case', play: byMail },
    ],
  ),
  one(
    'match',
    'MAT-27',
    {
      title: 'externalId',
      sent: 'A query externalId eq "ID"',
      expected: 'Return the one user who has exactly this value.',
      clauses: ['RFC 7644 3.4.2.2'],
      level: 'should',
      severity: 'S2',
      entra: `If externalId is the matching attribute: ${loop}`,
      fix: 'Support externalId in filters.',
    },
    async (stage) => {
      const { id, externalId } = await stage.user();
      const exchange = await stage.send(
        scimWire.matchResource('User', matchAttributes.externalId, externalId),
      );
      stage.must(exchange.answer?.status === 200, `The query is refused: ${said(exchange)}`);
      const ids = list(exchange.json?.Resources).map((each) =>
        typeof each === 'object' && each !== null && 'id' in each ? each.id : undefined,
      );
      stage.must(
        ids.length === 1 && ids[0] === id,
        `The query has ${ids.length} results, not the one user with this externalId.`,
      );
    },
  ),
  one(
    'match',
    'MAT-28',
    {
      title: 'Names with the same beginning',
      sent: 'Users a_b@example.co, a_b@example.com and axb@example.co; a query for the first',
      expected: 'Return the first one only.',
      clauses: ['RFC 7644 3.4.2.2'],
      level: 'must',
      severity: 'S1',
      entra: 'The job stops for this user with an error about several results.',
      fix: 'Compare for equality, not with LIKE or a prefix.',
    },
    async (stage) => {
      const name = stage.name();
      const named = (userName: string) => stage.user([{ target: 'userName', value: userName }]);
      const wanted = await named(`${name}_b@example.co`);
      await named(`${name}_b@example.com`);
      await named(`${name}xb@example.co`);
      const found = await stage.find('userName', wanted.userName);
      stage.must(
        found.length === 1 && found[0]?.id === wanted.id,
        `The query for "${wanted.userName}" has ${found.length} results, not 1.`,
      );
    },
  ),
  several(
    'match',
    'MAT-29',
    {
      title: 'Special characters',
      sent: 'Queries for userNames with an apostrophe, %, +, an escaped quote and ü',
      expected: 'Return exactly the user who has it, or nobody; no error.',
      clauses: ['RFC 7644 3.4.2.2'],
      level: 'must',
      severity: 'S2',
      entra: loop,
      fix: 'Read the value of a filter as a JSON string, and pass it to the database as a parameter.',
    },
    [
      special("'", 'an apostrophe'),
      special('%', 'a percent sign'),
      special('+', 'a plus sign'),
      special('"', 'an escaped quote'),
      special('ü', 'ü'),
    ],
  ),
  one(
    'match',
    'MAT-30',
    {
      title: 'A disabled user is found',
      sent: 'A user is disabled, then queried',
      expected: 'Return the user with "active": false.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S1',
      entra:
        'A person who comes back is created again and refused with 409, or gets a second account.',
      fix: 'Return disabled users in queries, with the key active in lower case.',
    },
    async (stage) => {
      const { id, userName } = await stage.user();
      await stage.disabled(id);
      const found = await stage.find('userName', userName);
      stage.must(found.length === 1, `The query has ${found.length} results, not 1.`);
      stage.must(found[0]?.active === false, `active is ${shown(found[0]?.active)}, not false.`);
    },
  ),
  one(
    'match',
    'MAT-31',
    {
      title: 'A user made without SCIM',
      sent: 'A query for the user of --existing',
      expected: 'Return the user.',
      clauses: ['Entra'],
      level: 'should',
      severity: 'S1',
      entra: 'Entra tries to create the user, and gets 409 for ever.',
      fix: 'Return every user of the company in queries, however the user was made.',
      needs: ['existing'],
    },
    async (stage) => {
      const { existing = '', match } = stage.setup;
      const found = await stage.find(matchAttributes[match], existing);
      stage.must(found.length === 1, `The query for "${existing}" has ${found.length} results.`);
    },
  ),
  one(
    'match',
    'MAT-32',
    {
      title: 'id and manager',
      sent: 'A query id eq "ID" and enterprise manager eq "ID", attributes=id',
      expected: 'Answer 200 with the user or nobody.',
      clauses: ['Entra', 'RFC 7644 3.4.2.2'],
      level: 'must',
      severity: 'S2',
      entra: 'The manager is written again in every cycle, or never.',
      fix: 'Support and, id and the manager in filters.',
    },
    async (stage) => {
      const boss = await stage.user();
      const { id } = await stage.user();
      const ask = async () => {
        const exchange = await stage.send(
          scimWire.checkReference(id, scimWire.managerAttribute, boss.id),
        );
        // That no hit is no 404 is what CONN-01 is about.
        if (exchange.answer?.status === 404) return 0;
        stage.must(exchange.answer?.status === 200, `The query is refused: ${said(exchange)}`);
        return list(exchange.json?.Resources).length;
      };
      const before = await ask();
      stage.must(before === 0, `Without the manager, the query has ${before} results, not 0.`);
      await stage.managed(id, boss.id);
      const after = await ask();
      stage.must(after === 1, `With the manager, the query has ${after} results, not 1.`);
    },
  ),
];

async function byMail(stage: ScimStage): Promise<void> {
  const { id, mail } = await stage.user();
  // Somebody without e-mail, if the server allows that.
  await stage.send(scimWire.createUser(stage.newUser([], [workMail]).values));
  const exchange = await stage.send(scimWire.matchResource('User', workMail, mail));
  stage.must(exchange.answer?.status === 200, `The query is refused: ${said(exchange)}`);
  const found = list(exchange.json?.Resources);
  const [first] = found;
  stage.must(
    found.length === 1 &&
      typeof first === 'object' &&
      first !== null &&
      'id' in first &&
      first.id === id,
    `The query has ${found.length} results, not the one user with this e-mail.`,
  );
}
