import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, type Contoso, contoso, tenantId } from '../testing/contoso.ts';

let lab: Contoso;
beforeAll(async () => {
  lab = await contoso();
});
afterAll(() => lab.idp.close());

const unknown = '99999999-0000-0000-0000-000000000000';

test.each([
  ['a launch', `/api/signin/${unknown}?tenantId=${tenantId}`, 'Add Peakon from the gallery'],
  [
    'a request',
    redirectTo(authnRequest({ issuer: 'urn:x' })),
    'must equal the Issuer of the request',
  ],
])('%s for an application that is not there', async (_, address, advice) => {
  const page = await new Browser(lab.idp.app).get(address);
  expect(page.aadsts).toBe(700016);
  expect(/id="advice">([^<]*)</.exec(page.body)?.[1]).toContain(advice);
});
