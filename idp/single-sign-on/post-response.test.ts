import { expect, test } from 'vitest';
import { isVendorAddress } from '../gallery/vendor-address.ts';
import { Browser } from '../testing/browser.ts';
import { appId, identifier, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();

async function launch(acs: string) {
  await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
    identifierUris: [identifier],
    replyUrls: [acs],
  });
  const browser = new Browser(lab.idp.app);
  const first = await browser.get(`/api/signin/${appId}?tenantId=${tenantId}`);
  return browser.signIn(first);
}

test('a response to the real Peakon needs a click; the page shows its destination', async () => {
  const acs = 'https://app.peakon.com/saml/contoso/assert';
  const page = await launch(acs);
  expect(page.status).toBe(200);
  expect(page.body).toContain('The response would leave this lab');
  expect(page.body).not.toContain('<script>');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'; ");
  expect(page.form.action).toBe(acs);
  expect(page.response).toContain(`Destination="${acs}"`);
  expect(page.body).toContain(`href="/admin/apps/${lab.servicePrincipalId}/single-sign-on/basic"`);
});

test.each(['http://localhost:4200/saml/contoso/assert', 'https://sp.example/acs'])(
  'a response to %s is posted at once',
  async (acs) => {
    const page = await launch(acs);
    expect(page.body).toContain('<title>Working...</title>');
    expect(page.form.action).toBe(acs);
  },
);

test.each([
  ['https://app.peakon.com/saml/contoso/assert', true],
  ['https://PEAKON.com./x', true],
  ['https://peakon.com.example/x', false],
  ['https://notpeakon.com/x', false],
  ['urn:peakon.com', false],
])('%s is an address of the real Peakon: %s', (value, expected) => {
  expect(isVendorAddress(value)).toBe(expected);
});
