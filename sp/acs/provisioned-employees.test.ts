import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { urn } from '../../scim/urns.ts';
import { newUser, type ScimUnderTest, scimUnderTest } from '../scim/testing/scim-under-test.ts';
import { answerTo } from '../testing/answers.ts';
import { Browser } from '../testing/browser.ts';

let peakon: ScimUnderTest;
beforeEach(async () => {
  peakon = await scimUnderTest();
});
afterEach(() => peakon.sp.close());

const name = 'Anna@contoso.com';

/** A new browser after a valid Response with this NameID. */
async function signIn(nameId: string) {
  const person = new Browser(peakon.sp);
  const answer = await person.postResponse(await answerTo(peakon, null, { parts: { nameId } }));
  return { person, answer, status: answer.statusCode };
}

/** What the answer to a refused sign-in says of the person, as a page and for programs. */
async function refusalOf(nameId: string): Promise<string> {
  const { answer } = await signIn(nameId);
  const { checks, requestId: _, exchange: __, ...problem } = answer.json();
  expect(problem).toMatchObject({ status: 403, check: 'employee' });
  const own = checks.filter((check: { name: string }) => check.name === 'employee');
  const SAMLResponse = await answerTo(peakon, null, { parts: { nameId } });
  const page = await new Browser(peakon.sp).post('/saml/contoso/assert', { SAMLResponse });
  const [, shown = ''] = /id="refusal"([\s\S]*?)<div class="actions"/.exec(page.body) ?? [];
  expect(shown).toContain('No active employee');
  return JSON.stringify([problem, own, shown]).replaceAll(nameId, 'NAME');
}

/** What the administrator is told of the last exchange. */
const told = () => peakon.exchanges.all().at(-1)?.refusal;

const active = (id: string, value: string) =>
  peakon.patch(id, { op: 'Replace', path: 'active', value });

describe('a provisioned employee', () => {
  test('SSO-83: signs in as that employee, by user name and by e-mail address, in any case', async () => {
    const emails = [{ type: 'work', primary: true, value: 'anna.mail@contoso.com' }];
    await peakon.create(name, { emails, name: { givenName: 'Anna', familyName: 'Berg' } });
    for (const nameId of [name, 'ANNA@contoso.com', 'anna.mail@contoso.com']) {
      const { person, status } = await signIn(nameId);
      expect(status).toBe(303);
      expect((await person.get('/api/whoami')).json()).toMatchObject({
        email: 'anna.mail@contoso.com',
        firstName: 'Anna',
        lastName: 'Berg',
      });
    }
  });

  test('SSO-84: who is disabled is refused, and their sessions end at once; SSO-85: restored, they sign in', async () => {
    const { id } = await peakon.create(name);
    const other = await signIn('B.Simon@contoso.com');
    const { person } = await signIn(name);
    expect(await person.whoami()).toBe(200);
    await active(id, 'False');
    expect(await person.whoami()).toBe(401);
    expect(await other.person.whoami()).toBe(200);
    expect((await signIn(name)).answer.json()).toMatchObject({ check: 'employee' });
    await active(id, 'True');
    expect(await person.whoami()).toBe(401);
    expect((await signIn(name)).status).toBe(303);
    expect((await peakon.find(`userName eq "${name}"`)).map((user) => user.id)).toEqual([id]);
  });

  test('a PUT, a bulk request and DELETE end sessions too', async () => {
    for (const end of [
      (id: string) => peakon.send('PUT', `/Users/${id}`, newUser(name, { active: false })),
      (id: string) =>
        peakon.send('POST', '/Bulk', { Operations: [{ method: 'DELETE', path: `/Users/${id}` }] }),
    ]) {
      const [known] = await peakon.find(`userName eq "${name}"`);
      const { id } = known ?? (await peakon.create(name));
      await active(id, 'True');
      const { person } = await signIn(name);
      expect(await person.whoami()).toBe(200);
      await end(id);
      expect(await person.whoami()).toBe(401);
      expect((await signIn(name)).status).toBe(403);
    }
  });

  test('SSO-86: a Response creates nobody, whether the person is unknown, disabled or deleted', async () => {
    const count = async () => (await peakon.send('GET', '/Users?count=0')).body.totalResults;
    expect((await signIn(name)).status).toBe(403);
    expect(await count()).toBe(1);
    const { id } = await peakon.create(name, { active: false });
    expect((await signIn(name)).status).toBe(403);
    await peakon.send('DELETE', `/Users/${id}`);
    expect((await signIn(name)).status).toBe(403);
    expect(await count()).toBe(1);
    await peakon.create(name);
    expect((await signIn(name)).status).toBe(303);
  });

  test('SSO-87: a rename keeps the person and the session; the old name is refused', async () => {
    const { id } = await peakon.create(name);
    const { person } = await signIn(name);
    const { status } = await peakon.patch(
      id,
      { op: 'Replace', path: 'userName', value: 'Anna.New@contoso.com' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'Anna.New@contoso.com' },
    );
    expect(status).toBe(200);
    expect((await person.get('/api/whoami')).json()).toMatchObject({
      email: 'Anna.New@contoso.com',
    });
    expect((await signIn(name)).status).toBe(403);
    expect((await signIn('anna.new@contoso.com')).status).toBe(303);
    expect((await peakon.get(id)).userName).toBe('Anna.New@contoso.com');
  });

  test('a private e-mail address opens no session', async () => {
    const emails = [
      { type: 'work', primary: true, value: name },
      { type: 'home', value: 'anna@home.test' },
    ];
    await peakon.create(name, { emails });
    expect((await signIn('anna@home.test')).status).toBe(403);
    expect((await signIn(name)).status).toBe(303);
  });

  test('an employee whom an administrator added signs in beside those who are provisioned', async () => {
    await peakon.create(name);
    for (const nameId of [name, 'B.Simon@contoso.com'])
      expect((await signIn(nameId)).status).toBe(303);
  });
});

describe('the employee number as unique identifier', () => {
  const numbered = (employeeNumber: string) => ({ [urn.enterpriseUser]: { employeeNumber } });

  test('is compared exactly, and the e-mail address no longer counts', async () => {
    await peakon.create(name, numbered('E-7'));
    await peakon.change({ uniqueIdentifier: 'employeeNumber' });
    expect((await signIn('E-7')).status).toBe(303);
    expect((await signIn('e-7')).status).toBe(403);
    expect((await signIn(name)).status).toBe(403);
    expect(told()?.message).toContain('nobody’s employee number');
  });

  test('that two employees have opens no session for either', async () => {
    await peakon.change({ uniqueIdentifier: 'employeeNumber' });
    const { id } = await peakon.create(name, numbered('E-7'));
    expect((await signIn('E-7')).status).toBe(303);
    const second = await peakon.create('second@contoso.com', numbered('E-7'));
    expect((await signIn('E-7')).status).toBe(403);
    expect(told()?.message).toContain('more than one employee');
    await peakon.send('DELETE', `/Users/${second.id}`);
    expect((await signIn('E-7')).status).toBe(303);
    await peakon.patch(id, { op: 'remove', path: `${urn.enterpriseUser}:employeeNumber` });
    expect((await signIn('E-7')).status).toBe(403);
  });
});

describe('who is told why a sign-in was refused', () => {
  test('the administrator: unknown, disabled and of another company; the page says the same of all', async () => {
    await peakon.create('disabled@contoso.com', { active: false });
    await peakon.sp.administration.createCompany({ id: 'other', name: 'Other' });
    await peakon.sp.administration.addEmployee({
      ...{ companyId: 'other', firstName: 'O', lastName: 'T', email: 'elsewhere@contoso.com' },
    });
    const pages: string[] = [];
    for (const [nameId, found, whatToDo] of [
      ['unknown1@contoso.com', 'which no active employee has', 'Add an employee'],
      ['disabled@contoso.com', 'the name of an employee who is disabled', 'Restore the employee'],
      ['elsewhere@contoso.com', 'which an employee of another company here has', 'Reply URL'],
    ] as const) {
      pages.push(await refusalOf(nameId));
      expect(told()).toMatchObject({
        code: 'employee',
        message: expect.stringContaining(found),
        whatToDo: expect.stringContaining(whatToDo),
      });
      const checks = peakon.exchanges.all().at(-1)?.checks;
      expect(checks?.find((check) => check.name === 'employee')?.found).toContain(found);
    }
    expect(new Set(pages).size).toBe(1);
  });

  test('the exchange of a failed sign-in learns that the employee was provisioned 3 s later', async () => {
    await signIn('late@contoso.com');
    await signIn('never@contoso.com');
    peakon.setNow(new Date('2026-01-31T08:00:03.000Z'));
    await peakon.create('Late@contoso.com');
    const [late, never] = peakon.exchanges.all();
    expect(late).toMatchObject({
      outcome: 'failure',
      durationMs: expect.any(Number),
      refusal: { code: 'employee' },
    });
    expect(late?.timeline.at(-1)).toEqual({
      at: '2026-01-31T08:00:03.000Z',
      by: 'sp',
      what: 'Provisioned late@contoso.com by SCIM, 3 s after this failed sign-in. A new sign-in works.',
      outcome: 'done',
    });
    expect(never?.timeline).toHaveLength(1);
    peakon.setNow(new Date('2026-01-31T08:10:00.000Z'));
    const [user] = await peakon.find('userName eq "late@contoso.com"');
    await active(user?.id ?? '', 'False');
    await active(user?.id ?? '', 'True');
    expect(peakon.exchanges.all()[0]?.timeline).toHaveLength(2); // told once
  });

  test('so does that of a disabled employee who is restored', async () => {
    const { id } = await peakon.create(name, { active: false });
    await signIn(name);
    await peakon.patch(id, { op: 'Add', path: 'title', value: 'Still disabled' });
    expect(peakon.exchanges.all()[0]?.timeline).toHaveLength(1);
    peakon.setNow(new Date('2026-01-31T08:02:05.000Z'));
    await active(id, 'True');
    expect(peakon.exchanges.all()[0]?.timeline.at(-1)?.what).toContain('2 min 5 s after');
  });
});
