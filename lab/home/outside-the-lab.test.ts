import { expect, test } from 'vitest';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Lab } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

const literal = 'https://app.peakon.com/login';
const bSimon = 'B.Simon@contoso.com';

/** My Apps of B.Simon. */
async function myApps({ start }: Lab): Promise<HttpClient> {
  const passwd = start.users.find(
    ({ userPrincipalName }) => userPrincipalName === bSimon,
  )?.password;
  const browser = new HttpClient();
  await browser.open(`${start.idp}/my-apps`);
  await browser.submit({ loginfmt: bSimon });
  await browser.submit({ loginfmt: bSimon, passwd: passwd ?? '' });
  return browser.submit({ LoginOptions: '3' });
}

test("the tile of the tutorial's literal Sign on URL leads to a page that offers the lab's Peakon", async () => {
  const lab = await labs.start({ memory: true });
  const { start, directory } = lab;
  const peakon = await directory.findApplication(start.tenantId, { displayName: 'Peakon' });
  const { id = '', appId } = peakon?.servicePrincipal ?? {};
  const browser = await myApps(lab);
  expect(browser.html).toContain(`<a href="${start.sp}/login">`);
  expect((await browser.open(`${start.idp}/my-apps/outside/${appId}`)).status).toBe(404);

  await directory.configureSaml(id, {
    identifierUris: [`${start.sp}/saml/contoso/metadata`],
    replyUrls: [`${start.sp}/saml/contoso/assert`],
    signOnUrl: literal,
  });
  await browser.open(`${start.idp}/my-apps`);
  expect(browser.html).not.toContain(literal);
  const [, tile = ''] = /<a href="(\/my-apps\/outside\/[^"]+)">/.exec(browser.html) ?? [];
  await browser.open(`${start.idp}${tile}`);
  expect(browser.html).toContain('This address is outside the lab');
  expect(browser.html).toContain(`<code id="outside">${literal}</code>`);
  expect(browser.html).toMatch(new RegExp(`href="${start.sp}/login"[^>]* id="instead"`));
});
