import { pino } from 'pino';
import { expect, test } from 'vitest';
import { HttpClient } from '../../web/testing/http-client.ts';
import type { Lab } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';
import { application, company, tenant } from '../tutorial.ts';

const labs = RunningLabs.forEachTest();

/** A lab that logs, whose Peakon takes part in single sign-out. */
async function labWithLogoutUrl(faults: string[]): Promise<Lab> {
  const logger = pino({ level: 'error' }, { write: (line) => void faults.push(line) });
  const lab = await labs.start({ memory: true, log: { logger, messages: false } });
  const { start, directory, administration } = lab;
  const peakon = await directory.findApplication(tenant.id, {
    displayName: application.displayName,
  });
  const saved = await administration.findSingleSignOn(company.id);
  if (!peakon || !saved) throw new Error('The lab has no Peakon.');
  const { identifierUris, replyUrls } = peakon;
  const logoutUrl = `${start.sp}/saml/${company.id}/logout`;
  await directory.configureSaml(peakon.servicePrincipal.id, {
    ...{ identifierUris, replyUrls, logoutUrl },
  });
  await administration.enableSingleSignOn(company.id, { ...saved.input, singleLogout: true });
  return lab;
}

async function signedIn({ start }: Lab): Promise<HttpClient> {
  const client = new HttpClient();
  const [user] = start.users;
  const loginfmt = user?.userPrincipalName ?? '';
  await client.open(`${start.sp}/login`);
  await client.submit({ email: loginfmt });
  if (!client.url.startsWith(start.idp)) await client.submit();
  await client.submit({ loginfmt, passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  const [, response = ''] = /name="SAMLResponse" value="([^"]*)"/.exec(client.html) ?? [];
  await client.submit({ SAMLResponse: response });
  expect(client.url).toContain('/account');
  return client;
}

test('a sign-out from My Apps is one exchange for itself and one for Peakon, with both messages and a verdict', async () => {
  const faults: string[] = [];
  const lab = await labWithLogoutUrl(faults);
  const client = await signedIn(lab);
  await client.open(`${lab.start.idp}/my-apps`);
  const link = (pattern: RegExp) =>
    new URL((pattern.exec(client.html)?.[1] ?? '').replaceAll('&amp;', '&'), client.url).href;
  await client.open(link(/href="([^"]*oauth2\/logout)"/));
  const onward = link(/<a href="([^"]+)"[^>]* id="goOn"/);
  // The frame: Peakon takes the LogoutRequest and sends the browser back with its LogoutResponse.
  await client.open(link(/<iframe[^>]* src="([^"]+)"/));
  await client.open(onward);
  const found = (await lab.exchanges()).filter(({ kind }) => kind === 'sign-out');
  const [whole, ofPeakon] = [
    found.filter((one) => one.request === undefined),
    found.filter((one) => one.request !== undefined),
  ];
  expect(whole).toMatchObject([{ outcome: 'success' }]);
  expect(whole[0]?.timeline[0]?.what).toContain('Telling ');
  expect(ofPeakon).toMatchObject([
    {
      outcome: 'success',
      application: { name: application.displayName },
      request: { parameter: 'SAMLRequest' },
      response: { parameter: 'SAMLResponse' },
      correlationId: whole[0]?.correlationId,
    },
  ]);
  const checkedBy = new Set(ofPeakon[0]?.checks.map(({ by }) => by));
  expect([...checkedBy].toSorted()).toEqual(['idp', 'sp']);
  expect(faults).toEqual([]);
});
