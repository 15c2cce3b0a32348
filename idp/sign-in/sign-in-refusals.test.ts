import { describe, expect, test } from 'vitest';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());
const signedInAs = (xml = '') => /<NameID [^>]+>([^<]+)</.exec(xml)?.[1];

describe('a refusal on the form keeps the input', () => {
  test('AADSTS50034: an unknown user, then a known one', async () => {
    const page = await lab.browser.submit(await lab.browser.get(start), {
      loginfmt: 'x@contoso.com',
    });
    expect(page).toMatchObject({ status: 200, aadsts: 50034 });
    expect(page.form.fields.loginfmt).toBe('x@contoso.com');
    expect(page.body).toContain('Error code: 50034');
    expect(page.body).toContain('id="usernameError"');
    const known = await lab.browser.submit(page, { loginfmt: bSimon });
    expect(known.aadsts).toBeUndefined();
  });

  test('AADSTS50126: a wrong password, then the right one', async () => {
    const second = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
    const page = await lab.browser.submit(second, { passwd: `${password}x` });
    expect(page).toMatchObject({ status: 200, aadsts: 50126 });
    expect(page.form.fields.loginfmt).toBe(bSimon);
    expect(page.form.fields.passwd ?? '').toBe('');
    expect(page.body).toContain('Error code: 50126');
    expect(page.body).toContain('id="passwordError"');
    expect((await lab.browser.submit(page, { passwd: password })).form.action).toBe('/kmsi');
  });

  test('an empty field shows a message without a code', async () => {
    const first = await lab.browser.submit(await lab.browser.get(start), { loginfmt: ' ' });
    expect(first.body).toContain('Enter a valid email address.');
    const second = await lab.browser.submit(first, { loginfmt: bSimon });
    const third = await lab.browser.submit(second, { passwd: '' });
    expect(third.body).toContain('Please enter your password.');
    expect(third.aadsts).toBeUndefined();
  });

  test('AADSTS50057: a blocked user, after the right password or with a live session', async () => {
    const live = new Browser(lab.idp.app);
    await live.signIn(await live.get(start));
    await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
    const second = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
    expect((await lab.browser.submit(second, { passwd: 'wrong' })).aadsts).toBe(50126);
    expect((await lab.browser.submit(second, { passwd: password })).aadsts).toBe(50057);
    expect((await live.get(start)).aadsts).toBe(50057);
    await lab.idp.directory.updateUser(lab.userId, { accountEnabled: true });
    expect(signedInAs((await live.get(start)).response)).toBe(bSimon);
  });

  test('a user name is case-insensitive; markup in it is escaped', async () => {
    const evil = '"><script>alert(1)</script>';
    const page = await lab.browser.submit(await lab.browser.get(start), { loginfmt: evil });
    expect(page.body).not.toContain('<script>alert');
    expect(page.form.fields.loginfmt).toBe(evil);
    const second = await lab.browser.submit(page, { loginfmt: 'b.SIMON@CONTOSO.com' });
    expect(second.body).toContain('Enter password');
  });

  test('AADSTS50034: a user name with a character that Unicode folds onto another one', async () => {
    const userPrincipalName = 'Kim@contoso.com';
    await lab.idp.directory.createUser({ tenantId, userPrincipalName, displayName: 'K', password });
    const page = await lab.browser.submit(await lab.browser.get(start), {
      loginfmt: '\u212Aim@contoso.com',
    });
    expect(page.aadsts).toBe(50034);
    const known = await lab.browser.submit(page, { loginfmt: 'KIM@CONTOSO.COM' });
    expect(known.body).toContain('Enter password');
  });

  test('AADSTS50034: a user of another tenant is unknown', async () => {
    const other = '99999999-0000-cccc-1111-dddd2222eeee';
    await lab.idp.directory.createTenant({ id: other, displayName: 'F', domain: 'fabrikam.com' });
    await lab.idp.directory.createUser({
      tenantId: other,
      userPrincipalName: 'a@fabrikam.com',
      displayName: 'A',
      password,
    });
    const page = await lab.browser.submit(await lab.browser.get(start), {
      loginfmt: 'a@fabrikam.com',
    });
    expect(page.aadsts).toBe(50034);
    const ours = await lab.browser.submit(page, { loginfmt: bSimon });
    expect(ours.body).toContain('Enter password');
  });

  test('the back button of the password page shows the user name page', async () => {
    const second = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
    const page = await lab.browser.submit(second, { back: '1' });
    expect(page.body).toContain('value="Next"');
    expect(page.form.fields.loginfmt).toBe(bSimon);
  });
});
