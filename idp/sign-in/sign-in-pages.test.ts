import { describe, expect, test } from 'vitest';
import { redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { configOf } from './testing/config-of.ts';

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

describe('what clients of the sign-in page rely on (entra-saml.md 10.5)', () => {
  const begin = async (tenant?: string) => lab.browser.get(redirectTo(authnRequest(), {}, tenant));
  const inputOf = (body: string, id: string) =>
    new RegExp(`<input(?=[^>]* id="${id}")[^>]*>`).exec(body)?.[0] ?? '';

  test.each([
    [tenantId, 'someone@example.com', 'someone@example.com'],
    ['contoso.com', 'someone@example.com', 'someone@example.com'],
    ['common', 'Enter your email, phone, or Skype.', 'Email, phone, or Skype'],
    ['COMMON', 'Enter your email, phone, or Skype.', 'Email, phone, or Skype'],
  ])(
    'the user name field at /%s, also when it is shown again',
    async (tenant, name, placeholder) => {
      const first = await begin(tenant);
      for (const { body } of [first, await lab.browser.submit(first, { loginfmt: 'nobody' })]) {
        expect(inputOf(body, 'i0116')).toContain(`aria-label="${name}"`);
        expect(inputOf(body, 'i0116')).toContain(`placeholder="${placeholder}"`);
      }
      const { body } = await lab.browser.submit(first, { loginfmt: bSimon });
      expect(inputOf(body, 'i0118')).toContain(`aria-label="Enter the password for ${bSimon}"`);
      expect(inputOf(body, 'i0118')).toContain('placeholder="Password"');
    },
  );

  test('title, PageID, report event and one submit button on every page', async () => {
    const first = await begin();
    const second = await lab.browser.submit(first, { loginfmt: bSimon });
    const third = await lab.browser.submit(second, { passwd: password });
    for (const [{ body }, pageId] of [
      [first, 'ConvergedSignIn'],
      [second, 'ConvergedSignIn'],
      [third, 'KmsiInterrupt'],
    ] as const) {
      const scripted = body.replace(/<noscript>.*?<\/noscript>/gs, '');
      expect(body).toContain('<title>Sign in to your account</title>');
      expect(body).toContain('Mock – for testing only');
      expect(body).toContain(`<meta name="PageID" content="${pageId}"/>`);
      expect(scripted.match(/type="submit"/g)).toHaveLength(1);
      expect(inputOf(body, 'idSIButton9')).toContain('data-report-event="Signin_Submit"');
    }
    expect(inputOf(third.body, 'idBtn_Back')).toMatch(/^<input type="button"/);
    expect(second.body.match(/name="loginfmt"/g)).toHaveLength(1);
  });

  test('error pages have their title and PageID', async () => {
    const { body } = await lab.browser.get(redirectTo(authnRequest({ issuer: 'urn:x' })));
    expect(body).toContain('<title>Sign in to your account</title>');
    expect(body).toContain('<meta name="PageID" content="ConvergedError"/>');
  });

  test('$Config has every key, and no value ends the script or the statement', async () => {
    const hint = '</script>;};//]]>"\u2028&x@contoso.com';
    const page = await lab.browser.get(redirectTo(authnRequest(), { login_hint: hint }));
    const config = configOf(page);
    expect(config.sPOST_Username).toBe(hint);
    const keys = ['pgid', 'urlPost', 'urlGetCredentialType', 'sFT', 'sFTName', 'sCtx', 'canary'];
    const more = ['apiCanary', 'correlationId', 'sessionId', 'hpgid', 'hpgact', 'sErrorCode'];
    for (const key of [...keys, ...more, 'sErrTxt']) expect(config).toHaveProperty(key);
    const script = /<script[^>]*>([\s\S]*?)<\/script>/.exec(page.body)?.[1] ?? '';
    expect(script).toMatch(/^\/\/<!\[CDATA\[\n\$Config=\{[^;]*\};\n\/\/\]\]>$/);
    expect(script.match(/\/\/\]\]>/g)).toHaveLength(1);
  });

  test('the policy allows the script of this answer, and no other', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => {
        const { headers, body } = await begin();
        const policy = String(headers['content-security-policy']);
        const nonce = /nonce="([^"]+)"/.exec(body)?.[1];
        expect(policy).toContain(`script-src 'self' 'nonce-${nonce}';`);
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toContain('unsafe');
        return nonce;
      }),
    );
    expect(new Set(policies).size).toBe(2);
  });
});
