import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Lab } from './library.ts';
import { portsOf, RunningLabs } from './testing/running-labs.ts';
import { application, company, tenant } from './tutorial.ts';

const labs = RunningLabs.forEachTest();

/** Writes values that today's rules refuse, as an older version could have saved them. */
function save(name: 'idp.db' | 'sp.db', statement: string, ...values: (string | number | null)[]) {
  const db = new DatabaseSync(join(labs.folder, name));
  expect(db.prepare(statement).run(...values).changes).toBe(1);
  db.close();
}

const peakonOf = async ({ directory }: Lab) => {
  const { displayName } = application;
  const found = await directory.findApplication(tenant.id, { displayName });
  if (!found) throw new Error('The lab has no Peakon.');
  return found;
};

test('settings of the service provider that break newer rules are kept when the ports change', async () => {
  const first = await labs.start({ dataDir: labs.folder });
  const before = await first.administration.findSingleSignOn(company.id);
  await labs.stop();
  save(
    'sp.db',
    `UPDATE singleSignOn SET requestedAuthnContext = ?, singleLogout = 1, ssoLogoutUrl = NULL,
      clockSkewSeconds = 9000, enabled = 0 WHERE companyId = ?`,
    'Password',
    company.id,
  );
  const { administration, start, state } = await labs.start({ dataDir: labs.folder });
  expect(state).toBe('moved');
  const { ssoLogoutUrl: _, ...others } = before?.input ?? {};
  const after = await administration.findSingleSignOn(company.id);
  expect(after).toEqual({
    enabled: false,
    broughtBack: [],
    revision: expect.any(String),
    input: {
      ...others,
      ssoLoginUrl: `${start.idp}/${tenant.id}/saml2`,
      requestedAuthnContext: 'Password',
      singleLogout: true,
      clockSkewSeconds: 9000,
    },
  });
  if (!after) return;
  const again = administration.enableSingleSignOn(company.id, after.input); // the control: these values break rules
  await expect(again).rejects.toMatchObject({ name: 'InvalidInput' });
});

test('Basic SAML Configuration that breaks newer rules is kept when the ports change', async () => {
  const first = await labs.start({ dataDir: labs.folder });
  const before = await peakonOf(first);
  await labs.stop();
  const { id } = before.servicePrincipal;
  const old = ['http://sp.example.com/acs', ` ${first.start.sp}/blank`, `${first.start.sp}/acs`];
  save(
    'idp.db',
    'UPDATE servicePrincipal SET replyUrls = ?, loginUrl = ?, preferredSingleSignOnMode = NULL WHERE id = ?',
    JSON.stringify(old),
    'not a URL',
    id,
  );
  const second = await labs.start({ dataDir: labs.folder });
  const after = await peakonOf(second);
  expect(after.replyUrls).toEqual([old[0], old[1], `${second.start.sp}/acs`]);
  expect(after.servicePrincipal).toMatchObject({
    loginUrl: 'not a URL',
    preferredSingleSignOnMode: null,
  });
  expect(after.identifierUris).toEqual([`${second.start.sp}/saml/contoso/metadata`]);
  const { replyUrls, identifierUris } = after;
  const again = second.directory.configureSaml(id, { replyUrls, identifierUris }); // the control
  await expect(again).rejects.toMatchObject({ name: 'InvalidInput' });
});

test('an Identifier stays when another application has the new one; the other addresses move', async () => {
  const first = await labs.start({ dataDir: labs.folder });
  const ports = portsOf(first);
  const { identifierUris: taken } = await peakonOf(first);
  await labs.stop();
  const second = await labs.start({ dataDir: labs.folder });
  const { identifierUris } = await peakonOf(second);
  expect(identifierUris).not.toEqual(taken); // the control: a free one moves
  const mine = await second.directory.addApplication({ tenantId: tenant.id, displayName: 'Mine' });
  await second.directory.configureSaml(mine.servicePrincipalId, {
    identifierUris: taken,
    replyUrls: ['https://sp.example.com/acs'],
  });
  await labs.stop();
  const third = await labs.start({ dataDir: labs.folder, ports });
  expect(third.state).toBe('moved');
  const after = await peakonOf(third);
  expect(after.identifierUris).toEqual(identifierUris);
  expect(after.replyUrls).toEqual([`${third.start.sp}/saml/contoso/assert`]);
});
