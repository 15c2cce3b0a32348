import { describe, expect, test } from 'vitest';
import { redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, password } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());

describe('the three steps have the names and ids that test helpers use (entra-saml.md 9.2)', () => {
  test('user name', async () => {
    const { body } = await lab.browser.get(start);
    expect(body).toMatch(
      /<input[^>]* name="loginfmt"[^>]* id="i0116"|id="i0116"[^>]* name="loginfmt"/,
    );
    expect(body).toMatch(/<input[^>]*id="i0118"[^>]*class="moveOffScreen"/);
    expect(body).toMatch(/<input type="submit"[^>]*id="idSIButton9"[^>]*value="Next"/);
    for (const id of ['i0281', 'loginHeader', 'ftrTerms', 'ftrPrivacy', 'i0327'])
      expect(body).toContain(`id="${id}"`);
    for (const name of ['ctx', 'canary', 'flowToken', 'hpgrequestid'])
      expect(body).toContain(`name="${name}"`);
  });

  test('password', async () => {
    const { body } = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
    expect(body).toMatch(/<input[^>]*id="i0116"[^>]*class="moveOffScreen"/);
    expect(body).toMatch(/<input type="submit"[^>]*id="idSIButton9"[^>]*value="Sign in"/);
    expect(body).toContain('>Enter password</h1>');
    expect(body).toContain(`<span id="displayName">${bSimon}</span>`);
    for (const id of ['i0118', 'idBtn_Back', 'idA_PWD_ForgotPassword'])
      expect(body).toContain(`id="${id}"`);
  });

  test('stay signed in', async () => {
    const second = await lab.browser.submit(await lab.browser.get(start), { loginfmt: bSimon });
    const { body, form } = await lab.browser.submit(second, { passwd: password });
    expect(body).toContain('Stay signed in?');
    expect(body).toMatch(/id="idSIButton9"[^>]*value="Yes"/);
    expect(body).toMatch(/id="idBtn_Back"[^>]*value="No"/);
    for (const id of ['KmsiCheckboxField', 'KmsiDescription']) expect(body).toContain(`id="${id}"`);
    expect(form).toMatchObject({ action: '/kmsi', fields: { LoginOptions: '1' } });
  });

  test('a client that sends name and password at once skips a page', async () => {
    const first = await lab.browser.get(start);
    const page = await lab.browser.submit(first, { loginfmt: bSimon, passwd: password });
    expect(page.form.action).toBe('/kmsi');
  });

  test('every step forbids caching', async () => {
    const first = await lab.browser.get(start);
    const second = await lab.browser.submit(first, { loginfmt: bSimon });
    const third = await lab.browser.submit(second, { passwd: password });
    for (const { headers } of [first, second, third])
      expect(headers['cache-control']).toBe('no-store');
  });
});
