import { scimWire } from '../../../idp/index.ts';
import { isJsonObject } from '../../../scim/json.ts';
import { one, type ScimCase, several } from '../case.ts';
import { enterprise, idOf, isOk, list, type ScimStage, said, shown, workMail } from '../stage.ts';

const notCreated = 'The user is not created; Entra tries again in every later cycle.';

/** Sends a POST with the values of a new user, which must succeed; returns the id. @throws {Unshown} when no user at all can be made */
async function created(
  stage: ScimStage,
  values: readonly scimWire.AttributeValue[],
  { isAboutPost = false } = {},
): Promise<string> {
  const exchange = await stage.send(scimWire.createUser(values));
  const isMade = exchange.answer?.status === 201;
  if (!isMade && !isAboutPost) await stage.user();
  stage.must(isMade, `The user was not created: ${said(exchange)}`, exchange);
  stage.must(idOf(exchange) !== undefined, 'The answer to the POST has no id.');
  return idOf(exchange) ?? '';
}

const conflict = (change: (userName: string) => string) => async (stage: ScimStage) => {
  const { user, values } = stage.newUser();
  const first = await stage.send(scimWire.createUser(values));
  stage.needs(isOk(first), `The test user could not be made: ${said(first)}`);
  const again = values.map((each) =>
    each.target === 'userName'
      ? { ...each, value: change(user.userName) }
      : each.target === 'externalId'
        ? { ...each, value: stage.guid() }
        : each,
  );
  const exchange = await stage.send(scimWire.createUser(again));
  stage.must(exchange.answer?.status === 409, `The status is not 409: ${said(exchange)}`);
  stage.must(
    exchange.json?.scimType === 'uniqueness',
    `scimType of the 409 is ${shown(exchange.json?.scimType)}, not "uniqueness".`,
  );
};

const activeText = (text: 'True' | 'False') => ({
  title: `"active": "${text}"`,
  play: async (stage: ScimStage) => {
    const { values } = stage.newUser([{ target: 'active', value: text }]);
    const { active } = await stage.read(await created(stage, values));
    const wanted = text === 'True';
    stage.must(active === wanted, `active is ${shown(active)}, not the boolean ${wanted}.`);
  },
});

const roles = (title: string, value: scimWire.AttributeValue['value']) => ({
  title,
  play: async (stage: ScimStage) => {
    await created(stage, stage.newUser([{ target: 'roles', value }]).values);
  },
});

export const create: readonly ScimCase[] = [
  one(
    'create',
    'CRE-11',
    {
      title: 'The POST of Entra',
      sent: 'POST /Users with core and enterprise schema, externalId, userName, active, a primary work e-mail, name, displayName, department and meta',
      expected: 'Answer 201 with the id, and keep every value.',
      clauses: ['RFC 7644 3.3'],
      level: 'must',
      severity: 'S1',
      entra: notCreated,
      fix: 'Accept what Entra sends, ignore meta, answer 201 with the whole resource, and keep primary.',
    },
    async (stage) => {
      const { user, values } = stage.newUser([
        { target: enterprise('department'), value: 'Research' },
      ]);
      const id = await created(stage, values, { isAboutPost: true });
      const found = await stage.read(id);
      stage.shows(found, {
        userName: user.userName,
        active: true,
        [workMail]: user.mail,
        'name.givenName': 'Ada',
        [enterprise('department')]: 'Research',
      });
      const work = list(found.emails).find((each) => isJsonObject(each) && each.type === 'work');
      stage.must(
        isJsonObject(work) && work.primary === true,
        'The work e-mail was sent as primary, and is not primary any more.',
      );
    },
  ),
  one(
    'create',
    'CRE-12',
    {
      title: 'charset in the Content-Type',
      sent: 'The same POST with Content-Type: application/scim+json; charset=utf-8',
      expected: 'Read the body as without charset.',
      clauses: ['RFC 7644 3.1', 'Entra'],
      level: 'must',
      severity: 'S1',
      entra: `Entra always sends the charset. ${notCreated}`,
      fix: 'Compare the media type only, not its parameters.',
    },
    async (stage) => {
      const first = await stage.send(scimWire.createUser(stage.newUser().values));
      if (first.answer?.status === 201) return;
      const request = scimWire.createUser(stage.newUser().values);
      const plain = await stage.send({
        ...request,
        headers: { 'Content-Type': 'application/scim+json' },
      });
      stage.needs(
        plain.answer?.status === 201,
        `The user is not created without charset either: ${said(plain)} CRE-11 is about that.`,
      );
      stage.must(false, `With charset it is refused, without it is not: ${said(first)}`, first);
    },
  ),
  one(
    'create',
    'CRE-13',
    {
      title: 'An extension that is not in schemas',
      sent: 'POST with the object of a custom extension whose URN is not in schemas',
      expected: 'Keep and return its value.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S2',
      entra: 'The attribute stays empty, and is sent again in every cycle.',
      fix: 'Read the object of every extension that you know, whether its URN is in schemas or not.',
      needs: ['custom-urn'],
    },
    async (stage) => {
      const target = stage.setup.customAttribute ?? '';
      const { urn: schema, attribute } = scimWire.readTargetName(target);
      const value = stage.name();
      const request = scimWire.createUser(stage.newUser([{ target, value }]).values);
      const body: object = JSON.parse(request.body ?? '{}');
      const schemas = 'schemas' in body ? list(body.schemas as string[]) : [];
      const sent = { ...body, schemas: schemas.filter((each) => each !== schema) };
      const exchange = await stage.send({ ...request, body: JSON.stringify(sent) });
      stage.must(exchange.answer?.status === 201, `The user was not created: ${said(exchange)}`);
      const found = scimWire.targetValue(await stage.read(idOf(exchange) ?? ''), target);
      stage.must(found === value, `${attribute} is ${shown(found)}, where "${value}" was sent.`);
    },
  ),
  one(
    'create',
    'CRE-14',
    {
      title: 'The manager as text',
      sent: 'POST with enterprise manager: "ID"',
      expected: 'Answer 201; the manager is an object with this value.',
      clauses: ['Entra', 'RFC 7643 4.3'],
      level: 'must',
      severity: 'S1',
      entra: notCreated,
      fix: 'Accept the id of the manager as text, as an object and as a list with one object.',
    },
    async (stage) => {
      const boss = await stage.user();
      const id = await created(
        stage,
        stage.newUser([{ target: scimWire.managerAttribute, value: boss.id }]).values,
      );
      const user = await stage.read(id);
      const extension = user[scimWire.readTargetName(scimWire.managerAttribute).urn ?? ''];
      const manager = isJsonObject(extension) ? extension.manager : undefined;
      stage.must(
        isJsonObject(manager) && manager.value === boss.id,
        `manager is ${shown(manager)}, not an object with the value "${boss.id}".`,
      );
    },
  ),
  several(
    'create',
    'CRE-15',
    {
      title: 'active as text',
      sent: 'POST with "active": "True", and with "False"',
      expected: 'Answer 201; active is the boolean.',
      clauses: ['Entra', 'RFC 7643 2.3.2'],
      level: 'must',
      severity: 'S1',
      entra: 'The user is not created, or a disabled user is created enabled.',
      fix: 'Read "True" and "False", in any case of letters, as booleans.',
      sameFault: ['LIF-55'],
    },
    [activeText('True'), activeText('False')],
  ),
  several(
    'roles',
    'CRE-16',
    {
      title: 'Roles of a new user',
      sent: 'POST with "roles": [], and with one primary role of SingleAppRoleAssignment',
      expected: 'Answer 201.',
      clauses: ['Entra'],
      level: 'should',
      severity: 'S2',
      entra: notCreated,
      fix: 'Accept roles, also an empty list; ignore them if you have none.',
    },
    [
      roles('an empty list', []),
      roles(
        'one role',
        scimWire.rolesValue('SingleAppRoleAssignment', [
          { id: '06b07648-ecfe-589f-9d2f-6325724a46ee', value: 'User', displayName: 'User' },
        ]),
      ),
    ],
  ),
  one(
    'create',
    'CRE-17',
    {
      title: 'null',
      sent: 'POST with "title": null',
      expected: 'Treat it as absent.',
      clauses: ['RFC 7643 2.5'],
      level: 'must',
      severity: 'S2',
      entra: notCreated,
      fix: 'Treat null as an attribute that is absent.',
    },
    async (stage) => {
      const id = await created(stage, stage.newUser([{ target: 'title', value: null }]).values);
      const { title } = await stage.read(id);
      stage.must(title === undefined || title === null, `title is ${shown(title)}.`);
    },
  ),
  one(
    'create',
    'CRE-18',
    {
      title: 'An id that the client sends',
      sent: 'POST with the id of another user',
      expected: 'Ignore it, and give an id of the server.',
      clauses: ['RFC 7643 3.1'],
      level: 'must',
      severity: 'S1',
      entra: 'One user may overwrite another.',
      fix: 'Make the id yourself, and never read it from a body.',
    },
    async (stage) => {
      const other = await stage.user();
      const { values } = stage.newUser([{ target: 'id', value: other.id }]);
      const id = await created(stage, values);
      stage.must(id !== other.id, 'The id in the body became the id of the new user.');
      stage.shows(await stage.read(other.id), { userName: other.userName });
    },
  ),
  one(
    'create',
    'CRE-19',
    {
      title: 'A userName that exists',
      sent: 'POST with the userName of another user',
      expected: 'Answer 409 with scimType uniqueness.',
      clauses: ['RFC 7644 3.3', 'RFC 7644 3.12'],
      level: 'must',
      severity: 'S1',
      entra:
        'A POST whose answer was lost is sent again: then there are two accounts, and the job says that a query has several results.',
      fix: 'Make userName unique in the database, and answer 409 with scimType uniqueness.',
    },
    conflict((userName) => userName),
  ),
  one(
    'create',
    'CRE-20',
    {
      title: 'The same userName in other letters',
      sent: 'POST with the userName of another user in capitals',
      expected: 'Answer 409 with scimType uniqueness.',
      clauses: ['RFC 7643 4.1'],
      level: 'must',
      severity: 'S1',
      entra: 'One person gets two accounts.',
      fix: 'Compare userName without regard to case.',
    },
    conflict((userName) => userName.toUpperCase()),
  ),
  one(
    'create',
    'CRE-21',
    {
      title: 'No userName',
      sent: 'POST without userName',
      expected: 'Answer 400.',
      clauses: ['RFC 7644 3.12'],
      level: 'must',
      severity: 'S3',
      entra: 'The log shows an internal error, from which nobody sees which mapping is missing.',
      fix: 'Answer 400 with scimType invalidValue, and name the attribute in detail.',
    },
    async (stage) => {
      const exchange = await stage.send(
        scimWire.createUser(stage.newUser([], ['userName']).values),
      );
      stage.must(exchange.answer?.status === 400, `The status is not 400: ${said(exchange)}`);
    },
  ),
  one(
    'create',
    'CRE-22',
    {
      title: 'Values come back as they were sent',
      sent: 'POST with a userName in mixed case, a phone number with spaces, and accents',
      expected: 'Return each value unaltered.',
      clauses: ['Entra'],
      level: 'must',
      severity: 'S2',
      entra: 'Entra sees a difference and sends the user again in every cycle.',
      fix: 'Keep values as they were sent; use a second column for comparing.',
    },
    async (stage) => {
      const name = stage.name();
      const sent = {
        userName: `Ada.Berg.${name}@Example.com`,
        'phoneNumbers[type eq "work"].value': '+49 30 1234-5678',
        'name.givenName': 'Zoë',
        'name.familyName': 'Ångström-Müller',
        displayName: 'Zoë Ångström-Müller',
      };
      const values = Object.entries(sent).map(([target, value]) => ({ target, value }));
      const { id } = await stage.user(values);
      stage.shows(await stage.read(id), sent);
    },
  ),
  one(
    'create',
    'CRE-23',
    {
      title: 'Location of the new user',
      sent: 'The POST of Entra',
      expected: 'Answer with a header Location, an absolute URL that is also meta.location.',
      clauses: ['RFC 7644 3.3'],
      level: 'should',
      severity: 'S3',
      entra: 'Entra uses the id; other clients need the URL.',
      fix: 'Send Location, and meta.location in the body.',
    },
    async (stage) => {
      const { answer, json } = await stage.send(scimWire.createUser(stage.newUser().values));
      stage.needs(answer?.status === 201, 'The user was not created; CRE-11 is about that.');
      const location = answer?.headers.location;
      const meta = isJsonObject(json?.meta) ? json.meta.location : undefined;
      stage.must(
        location !== undefined && URL.canParse(location),
        `Location is ${location === undefined ? 'absent' : `"${location}"`}, not an absolute URL.`,
      );
      stage.must(meta === location, `meta.location is ${shown(meta)}, not the header Location.`);
    },
  ),
  one(
    'create',
    'CRE-24',
    {
      title: 'externalId is kept',
      sent: 'POST with externalId, then a read',
      expected: 'Return it.',
      clauses: ['RFC 7643 3.1'],
      level: 'must',
      severity: 'S2',
      entra: 'Entra sends externalId again in every cycle.',
      fix: 'Keep externalId and return it.',
    },
    async (stage) => {
      const { id, externalId } = await stage.user();
      stage.shows(await stage.read(id), { externalId });
    },
  ),
];
