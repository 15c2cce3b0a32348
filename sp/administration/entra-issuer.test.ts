import { expect, test } from 'vitest';
import { entraIssuer } from './entra-issuer.ts';

const tenant = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const issuer = `https://sts.windows.net/${tenant}/`;

test.each([
  [`https://login.microsoftonline.com/${tenant}/saml2`, issuer],
  [`https://login.microsoftonline.us/${tenant.toUpperCase()}/saml2/`, issuer],
  [`http://localhost:4100/${tenant}/saml2?x=1`, issuer],
  [
    `https://login.partner.microsoftonline.cn/${tenant}/saml2`,
    `https://sts.chinacloudapi.cn/${tenant}/`,
  ],
  ['https://login.microsoftonline.com/contoso.com/saml2', undefined],
  [`https://login.microsoftonline.com/${tenant}/wsfed`, undefined],
  [`https://idp.test/a/${tenant}/saml2`, undefined],
  ['not a URL', undefined],
])('%s belongs to %s', (loginUrl, expected) => {
  expect(entraIssuer(loginUrl)).toBe(expected);
});
