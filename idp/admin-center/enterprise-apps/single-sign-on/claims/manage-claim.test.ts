import { describe, expect, test } from 'vitest';
import { textOf } from '../../../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../../testing/send-form.ts';
import { signInToPeakon, singleSignOnPage } from '../testing/peakon.ts';

const lab = administeredContosoForEachTest();
const claims = () => `${singleSignOnPage(lab)}/claims`;
const transformed = { name: 'login', namespace: '', kind: 'transformation' };
const attributeOf = async (name: string) =>
  [
    ...((await signInToPeakon(lab)).response ?? '').matchAll(
      new RegExp(`<Attribute Name="${name}"[^>]*>(.*?)</Attribute>`, 'g'),
    ),
  ].map(([, values]) => values?.replace(/<\/?AttributeValue>/g, ''));

test('the fields of a function are shown without a script, and what was typed stays', async () => {
  const page = await lab.admin.get(`${claims()}/new`);
  expect(page.body).not.toContain('t1-separator');
  const shown = await lab.admin.submit(page, {
    ...transformed,
    't1-method': 'Join',
    step: 'refresh',
  });
  expect(shown.status).toBe(200);
  expect(shown.body).toMatch(/name="t1-separator"/);
  expect(shown.body).toMatch(/name="name" value="login"|value="login"[^>]*name="name"/);
  const saved = await lab.admin.submit(shown, {
    kind: 'transformation',
    't1-method': 'Join',
    't1-input': 'user.givenname',
    't1-separator': ' of ',
    't1-parameter2': 'constant',
    't1-parameter2Constant': 'Contoso',
    't2-method': 'ToUppercase',
  });
  expect(saved.status).toBe(303);
  expect(await attributeOf('login')).toEqual(['B OF CONTOSO']);
  expect(textOf(await lab.admin.get(claims()))).toContain(
    'ToUppercase (Join (user.givenname, " of ", "Contoso"))',
  );
});

describe('a transformation without what it needs is refused at the field', () => {
  test.each<[fields: Record<string, string>, words: string]>([
    [{}, 'Choose a transformation'],
    [{ 't1-method': 'ToUppercase' }, 'Choose parameter 1'],
    [{ 't1-method': 'Join', 't1-input': 'user.mail' }, 'Choose parameter 2'],
    [
      { 't1-method': 'Contains', 't1-input': 'user.mail', 't1-output': 'user.mail' },
      'Enter the value to look for',
    ],
    [
      { 't1-method': 'SubstringFixedLength', 't1-input': 'user.mail', 't1-startIndex': 'x' },
      'StartIndex is a whole number',
    ],
    [
      {
        't1-method': 'RegexReplace',
        't1-input': 'user.mail',
        't1-pattern': 'a++',
        't1-replacement': 'x',
      },
      'no possessive quantifiers',
    ],
    [
      {
        't1-method': 'RegexReplace',
        't1-input': 'user.mail',
        't1-pattern': '(a)',
        't1-replacement': '{b}',
      },
      'The source of {b} is not found',
    ],
    [
      {
        't1-method': 'RegexReplace',
        't1-input': 'user.mail',
        't1-pattern': '(a)',
        't1-replacement': '{1}{country}',
        't1-parameter1': 'user.country',
        't1-parameter2': 'user.country',
      },
      'is there twice',
    ],
    [{ 't1-method': 'ToUppercase', 't1-input': 'user.mail', 't1-multi': 'on' }, 'several values'],
  ])('%o', async (fields, words) => {
    const refused = await sendForm(lab.admin, `${claims()}/new`, { ...transformed, ...fields });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain(words);
    for (const [name, value] of Object.entries(fields))
      if (name.endsWith('pattern')) expect(refused.body).toContain(`value="${value}"`);
    const control = { 't1-method': 'ToUppercase', 't1-input': 'user.mail' };
    const saved = await sendForm(lab.admin, `${claims()}/new`, { ...transformed, ...control });
    expect(saved.status).toBe(303);
  });
});

describe('Run test', () => {
  const regex = {
    ...transformed,
    't1-method': 'RegexReplace',
    't1-input': 'user.mail',
    't1-pattern': String.raw`(?'domain'^.*?)(?i)(\@fabrikam\.com)$`,
    't1-replacement': '{country}.{domain}@xyz.com',
    't1-parameter1': 'user.country',
    step: 'test',
  };
  const result = async (fields: Record<string, string>) => {
    const page = await sendForm(lab.admin, `${claims()}/new`, fields);
    expect(page.status).toBe(200);
    return /id="testResult".*?<\/strong><div>(.*?)<\/div>/s.exec(page.body)?.[1];
  };

  test.each<[Record<string, string>, string | undefined]>([
    [{ ...regex, testInput: 'swmal@Fabrikam.com' }, 'country.swmal@xyz.com'],
    [
      { ...regex, testInput: 'swmal@contoso.com' },
      'The test input does not match the regex pattern.',
    ],
    [{ ...regex, testInput: '' }, 'Enter a value of parameter 1.'],
    [{ ...regex, 't1-pattern': '(', testInput: 'x' }, 'A ( is not closed by ).'],
    [{ ...regex, 't2-method': 'ToUppercase', testInput: 'a@fabrikam.com' }, 'COUNTRY.A@XYZ.COM'],
  ])('%o', async (fields, words) => {
    expect(await result(fields)).toBe(words);
  });

  test('a runaway regex is stopped', async () => {
    const runaway = {
      ...regex,
      't1-pattern': '(a+)+$',
      't1-replacement': 'x',
      't1-parameter1': '',
    };
    expect(await result({ ...runaway, testInput: `${'a'.repeat(40)}!` })).toContain('AADSTS501621');
  });
});

describe('claim conditions', () => {
  async function saved() {
    await sendForm(lab.admin, `${claims()}/new`, {
      name: 'kind',
      namespace: '',
      source: 'user.surname',
    });
    const page = await lab.admin.get(claims());
    return `${claims()}/${/claims\/([0-9a-f-]{36})"/.exec(page.body)?.[1]}`;
  }

  test('are added, edited and removed, and the response follows', async () => {
    const claim = await saved();
    const add = (fields: Record<string, string>) =>
      sendForm(lab.admin, `${claim}/conditions/new`, fields);
    expect((await add({ userType: 'AllGuests', source: 'user.mail' })).status).toBe(303);
    const constant = { userType: 'Members', source: 'constant', constant: 'member' };
    expect((await add(constant)).status).toBe(303);
    expect(await attributeOf('kind')).toEqual(['member']);
    expect(textOf(await lab.admin.get(claim))).toContain('All guests');
    await sendForm(lab.admin, `${claim}/conditions/1`, { ...constant, userType: 'ExternalGuests' });
    expect(await attributeOf('kind')).toEqual(['Simon']);
    const page = await lab.admin.get(claim);
    const form = page.forms.find(({ action }) => action?.endsWith('/conditions/0/delete'));
    await lab.admin.post(`${claim}/conditions/0/delete`, { ...form?.fields });
    const after = textOf(await lab.admin.get(claim));
    expect(after).toContain('The condition was deleted.');
    expect(after).toContain('External guests');
  });

  test('are moved up: of those that match, the last one wins', async () => {
    const claim = await saved();
    for (const constant of ['first', 'second'])
      await sendForm(lab.admin, `${claim}/conditions/new`, {
        userType: 'Any',
        source: 'constant',
        constant,
      });
    expect(await attributeOf('kind')).toEqual(['second']);
    const page = await lab.admin.get(claim);
    expect(page.body).not.toContain('conditions/0/up');
    const { fields } =
      page.forms.find(({ action }) => action?.endsWith('/conditions/1/delete')) ?? {};
    const up = (position: number) =>
      lab.admin.post(`${claim}/conditions/${position}/up`, { ...fields });
    expect((await up(0)).status).toBe(404);
    expect((await up(1)).status).toBe(303);
    expect(textOf(await lab.admin.get(claim))).toContain('The condition was moved.');
    expect(await attributeOf('kind')).toEqual(['first']);
    await up(1); // the form is of an older claim
    expect(textOf(await lab.admin.get(claim))).toContain('was not moved');
    expect(await attributeOf('kind')).toEqual(['first']);
  });

  test('a condition without a source, and one that does not exist, are refused', async () => {
    const claim = await saved();
    const refused = await sendForm(lab.admin, `${claim}/conditions/new`, { userType: 'Any' });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('Choose a source attribute');
    expect((await lab.admin.get(`${claim}/conditions/0`)).status).toBe(404);
    expect((await lab.admin.get(`${claim}/conditions/x`)).status).toBe(404);
  });

  test('an edit of the claim keeps its conditions; a condition of an older claim is a conflict', async () => {
    const claim = await saved();
    const late = await lab.admin.get(`${claim}/conditions/new`);
    const member = { userType: 'Members', source: 'constant', constant: 'member' };
    await sendForm(lab.admin, `${claim}/conditions/new`, member);
    await sendForm(lab.admin, claim, { name: 'kind', namespace: '', source: 'user.givenname' });
    expect(await attributeOf('kind')).toEqual(['member']);
    expect((await lab.admin.submit(late, { ...member, constant: 'late' })).status).toBe(409);
    expect(await attributeOf('kind')).toEqual(['member']);
  });
});
