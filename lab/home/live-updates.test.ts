import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpClient } from '../../web/testing/http-client.ts';
import { type Lab, startLab } from '../library.ts';
import type { homeVersions } from './app.tsx';

let lab: Lab;
beforeEach(async () => {
  const clock = () => new Date('2026-03-01T08:00:10Z'); // fixed, because the page shows seconds
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, clock });
});
afterEach(() => lab.close());

const readVersions = async () =>
  (await (await fetch(`${lab.start.lab}/api/home`)).json()) as ReturnType<typeof homeVersions>;
const page = async () => (await fetch(lab.start.lab)).text();

test('`/api/home` gives the versions and texts that the page is rendered with', async () => {
  const { versions, texts } = await readVersions();
  const html = await page();
  for (const [id, version] of Object.entries(versions))
    expect(html).toContain(` id="${id}" data-version="${version}"`);
  for (const [id, text] of Object.entries(texts)) expect(html).toContain(`id="${id}">${text}<`);
});

test('a spoilt sign-in changes the versions of what is armed and of what was sent', async () => {
  const client = new HttpClient();
  await client.open(`${lab.start.lab}/cases/sig-stripped`);
  const before = await readVersions();
  await client.submit();
  const armed = await readVersions();
  expect(armed.versions.spoilArmed).not.toBe(before.versions.spoilArmed);
  expect(await page()).toContain('Armed: sig-stripped');

  const [bSimon] = lab.start.users;
  const loginfmt = bSimon?.userPrincipalName ?? '';
  await client.open(
    `${lab.start.idp}/api/signin/${lab.start.appId}?tenantId=${lab.start.tenantId}`,
  );
  await client.submit({ loginfmt });
  await client.submit({ loginfmt, passwd: bSimon?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  const after = await readVersions();
  expect(after.versions.spoilArmed).toBe(before.versions.spoilArmed);
  expect(after.versions.spoilt).not.toBe(armed.versions.spoilt);
  expect(await page()).not.toContain('Armed: ');
});
