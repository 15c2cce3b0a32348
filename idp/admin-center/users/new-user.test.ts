import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { Browser } from '../../testing/browser.ts';
import { tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';
import { newUserForm, shownPassword, typed } from './testing/people.ts';

const lab = administeredContosoForEachTest();

test('creates a user as in the tutorial: Review + create, Create; the password is shown once', async () => {
  const review = await sendForm(lab.admin, newUserForm, {
    ...typed,
    autoGenerate: 'on',
    step: 'review',
  });
  expect(textOf(review)).toContain('Britta.Simon@contoso.com');
  expect(await lab.idp.directory.findUser(tenantId, 'Britta.Simon@contoso.com')).toBeUndefined();
  const created = await lab.admin.submit(review, { step: 'create' });
  const generated = shownPassword(created.body) ?? '';
  expect(generated).toHaveLength(16);
  const user = await lab.idp.directory.findUser(tenantId, 'britta.simon@contoso.com');
  expect(user).toMatchObject({
    userPrincipalName: 'Britta.Simon@contoso.com',
    displayName: 'Britta Simon',
    givenName: 'Britta',
    surname: 'Simon',
    mail: 'britta@contoso.com',
    mailNickname: 'Britta.Simon',
    userType: 'Member',
    accountEnabled: 1,
  });
  const page = await lab.admin.get(`/admin/users/${user?.id}`);
  expect(page.body).not.toContain(generated);

  const britta = new Browser(lab.idp.app);
  const first = await britta.get('/my-apps');
  const asksPassword = await britta.submit(first, { loginfmt: 'Britta.Simon@contoso.com' });
  const asksToStay = await britta.submit(asksPassword, { passwd: generated });
  expect(asksToStay.body).toContain('id="KmsiDescription"');
});

test('the first sign-in asks for another password, unless that is turned off', async () => {
  const { form } = await lab.admin.get(newUserForm);
  expect(form.fields).toHaveProperty('forceChangePasswordNextSignIn'); // ticked, as Entra requires
  const password = 'Correct-Horse-1';
  const firstPage = async (userName: string, fields: Record<string, string>) => {
    const user = { ...typed, userName, password, ...fields };
    const review = await sendForm(lab.admin, newUserForm, { ...user, step: 'review' });
    await lab.admin.submit(review, { step: 'create' });
    const browser = new Browser(lab.idp.app);
    const loginfmt = `${userName}@contoso.com`;
    const asks = await browser.submit(await browser.get('/my-apps'), { loginfmt });
    return (await browser.submit(asks, { passwd: password })).body;
  };
  expect(await firstPage('first', { forceChangePasswordNextSignIn: 'on' })).toContain(
    'id="ChangePasswordDescription"',
  );
  expect(await firstPage('second', {})).toContain('id="KmsiDescription"');
});

const rules: [field: string, value: string, says: string][] = [
  ['userName', '', 'Enter the part of the name before the @.'],
  ['userName', 'b simon', 'A space is not allowed before the @'],
  ['userName', 'brïtta', 'The character ï is not allowed before the @'],
  ['userName', 'b@contoso.com', 'has exactly one @'],
  ['userName', 'britta.', 'The part before the @ cannot end in a dot.'],
  ['userName', 'b'.repeat(65), 'has at most 64 characters'],
  ['userName', 'b.simon', 'The user principal name b.simon@contoso.com is already taken.'],
  ['domain', 'fabrikam.com', 'fabrikam.com is not a verified domain'],
  ['displayName', '', 'Enter a display name.'],
  ['mail', 'britta', 'This is not an e-mail address'],
  ['userType', 'Robot', 'Choose Member or Guest.'],
  ['password', 'Ab1', 'A password has 8 to 256 characters; this one has 3.'],
  ['password', 'abcdefgh', 'A password needs three of these four'],
  ['password', 'Pässword1', 'A password can contain only ASCII letters'],
];

test.each(rules)(
  '%s %o is refused at its field, and the form keeps its input',
  async (field, value, says) => {
    const fields: Record<string, string> = {
      ...typed,
      password: 'Correct-Horse-2',
      step: 'create',
    };
    const answer = await sendForm(lab.admin, newUserForm, { ...fields, [field]: value });
    expect(answer.status).toBe(422);
    const fault = new RegExp(`id="${field}Error">([^<]*)<`).exec(answer.body)?.[1];
    expect(fault).toContain(says);
    expect(answer.form.fields.givenName).toBe('Britta');
    if (!['domain', 'userType'].includes(field)) expect(answer.form.fields[field]).toBe(value);
    expect(await lab.idp.directory.findUser(tenantId, 'britta.simon@contoso.com')).toBeUndefined();
    // The same form without the mistake.
    expect((await sendForm(lab.admin, newUserForm, fields)).status).toBe(303);
  },
);

const nicknames: [value: string, says: string][] = [
  ['', 'Enter a mail nickname'],
  ['b simon', 'A space is not allowed in a mail nickname'],
  ['b@simon', 'The character @ is not allowed'],
  ['brïtta', 'The character ï is not allowed'],
  ['b'.repeat(65), 'A mail nickname has at most 64 characters.'],
];

test.each(nicknames)('a typed mail nickname %o is refused at its field', async (value, says) => {
  const { deriveMailNickname: _, ...named } = typed;
  const fields = { ...named, password: 'Correct-Horse-2', step: 'create' };
  const refused = await sendForm(lab.admin, newUserForm, { ...fields, mailNickname: value });
  expect(refused.status).toBe(422);
  expect(/id="mailNicknameError">([^<]*)</.exec(refused.body)?.[1]).toContain(says);
  expect(refused.form.fields.mailNickname).toBe(value);
  expect(
    (await sendForm(lab.admin, newUserForm, { ...fields, mailNickname: 'b_simon+1' })).status,
  ).toBe(303);
  const user = await lab.idp.directory.findUser(tenantId, 'britta.simon@contoso.com');
  expect(user).toMatchObject({ mailNickname: 'b_simon+1' });
});

test('a typed password signs in, with spaces and symbols as typed', async () => {
  const secret = ' Correct & <Horse> 3 ';
  await sendForm(lab.admin, newUserForm, { ...typed, password: secret, step: 'create' });
  const britta = new Browser(lab.idp.app);
  const asks = await britta.submit(await britta.get('/my-apps'), {
    loginfmt: 'britta.simon@contoso.com',
  });
  expect((await britta.submit(asks, { passwd: secret.trim() })).aadsts).toBe(50126);
  expect((await britta.submit(asks, { passwd: secret })).body).toContain('KmsiDescription');
});
