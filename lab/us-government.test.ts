import { afterEach, expect, test } from 'vitest';
import { HttpClient } from '../web/testing/http-client.ts';
import { type Lab, startLab } from './library.ts';

let lab: Lab | undefined;
afterEach(() => lab?.close());

test('the guide and the lab home show the URLs of the tenant’s cloud', async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  const { start } = lab;
  const home = async () => (await fetch(start.lab)).text();
  const at = (top: string) => `https://login.microsoftonline.${top}/${start.tenantId}`;
  /** The notes of two steps of the guide, then of the card below. */
  const notes = (html: string) =>
    [...html.matchAll(/In Entra \(([^)]+)\): ([^<]+)/g)].map(([, cloud, url]) => [cloud, url]);

  const six = (cloud: string, base: string) => [
    ...Array.from({ length: 6 }, () => [cloud, `${base}/saml2`]),
    [cloud, `${base}/federationmetadata/2007-06/federationmetadata.xml?appid=${start.appId ?? ''}`],
  ];
  expect(notes(await home())).toEqual(six('Global', at('com')));

  const admin = new HttpClient();
  const account = start.users.find(({ userPrincipalName }) =>
    userPrincipalName.startsWith('admin'),
  );
  const loginfmt = account?.userPrincipalName ?? '';
  await admin.open(`${start.idp}/admin/tenant`);
  await admin.submit({ loginfmt });
  await admin.submit({ loginfmt, passwd: account?.password ?? '' });
  await admin.submit({ LoginOptions: '3' });
  await admin.submit({ cloud: 'usGovernment' });
  const html = await home();
  expect(notes(html)).toEqual(six('US Government', at('us')));
  expect(html).toContain(`${start.idp}/${start.tenantId}/saml2`);
});
