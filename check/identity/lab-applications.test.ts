import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startLab } from '../../lab/index.ts';
import { openTenant } from './tenant.ts';

const dataDir = join(mkdtempSync(join(tmpdir(), 'samlab-application-')), 'data');
afterAll(() => rmSync(dataDir, { recursive: true }));
const clock = () => new Date();

test('--application takes a name, an Application ID or an Identifier, and signs with its certificate', async () => {
  const lab = await startLab({ dataDir, ports: { lab: 0, idp: 0, sp: 0 } });
  const { tenantId } = lab.start;
  const { servicePrincipalId, appId } = await lab.directory.addApplication({
    tenantId,
    displayName: 'Intranet',
  });
  await lab.directory.chooseSaml(servicePrincipalId, 'a@contoso.com');
  await lab.directory.configureSaml(servicePrincipalId, {
    identifierUris: ['urn:intranet'],
    replyUrls: ['http://localhost:8080/acs'],
  });
  const { certificate } = await lab.directory.activeSigningKey(servicePrincipalId);
  await lab.directory.addApplication({ tenantId, displayName: 'Twice' });
  await lab.directory.addApplication({ tenantId, displayName: 'Twice' });
  await lab.close();

  const base64 = Buffer.from(certificate.der).toString('base64');
  for (const name of ['Intranet', 'intranet', appId.toUpperCase(), 'urn:intranet']) {
    const tenant = await openTenant(dataDir, clock, name);
    expect(tenant.identityProvider.key.certificateBase64).toBe(base64);
    expect(tenant.metadataUrl).toContain(`appid=${appId}`);
    expect(await tenant.metadata()).toContain(base64);
    const others = await tenant.otherSigners();
    expect(others.map(({ displayName }) => displayName)).toEqual(['Peakon']);
    await tenant.close();
  }
  const peakon = await openTenant(dataDir, clock);
  expect(peakon.identityProvider.key.certificateBase64).not.toBe(base64);
  await peakon.close();
  await expect(openTenant(dataDir, clock, 'Extranet')).rejects.toThrow(
    /no application "Extranet"\. It has "Intranet", "Peakon".*--application/,
  );
  await expect(openTenant(dataDir, clock, 'twice')).rejects.toThrow(/2 applications "twice"/);
  await expect(openTenant(dataDir, clock, 'Twice')).rejects.toMatchObject({
    code: 'keys_unavailable',
  });
});
