import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { certificateOf, loginAddress, portsOf, RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

describe('a lab in a folder', () => {
  test('keeps keys and passwords across a restart on the same ports', async () => {
    const first = await labs.start({ dataDir: labs.folder });
    expect(first).toMatchObject({ state: 'new', dataDir: labs.folder });
    const certificate = await certificateOf(first);
    await labs.stop();

    const second = await labs.start({ dataDir: labs.folder, ports: portsOf(first) });
    expect(second.state).toBe('resumed');
    expect(second.start).toEqual(first.start);
    expect(await certificateOf(second)).toBe(certificate);
    expect(certificate).not.toBe('');
  });

  test('updates the settings of both sites when the ports have changed, and keeps the key', async () => {
    const first = await labs.start({ dataDir: labs.folder });
    const certificate = await certificateOf(first);
    await labs.stop();
    const second = await labs.start({ dataDir: labs.folder });
    expect(second.state).toBe('moved');
    expect(await loginAddress(second)).toBe(`${second.start.idp}/${second.start.tenantId}/saml2`);
    const metadata = await (await fetch(`${second.start.sp}/saml/contoso/metadata`)).text();
    expect(metadata).toContain(`${second.start.sp}/saml/contoso/assert`);
    expect(await certificateOf(second)).toBe(certificate);
  });

  test('is replaced by a new one with `fresh`', async () => {
    const certificate = await certificateOf(await labs.start({ dataDir: labs.folder }));
    await labs.stop();
    const second = await labs.start({ dataDir: labs.folder, fresh: true });
    expect(second.state).toBe('new');
    expect(await certificateOf(second)).not.toBe(certificate);
  });

  test('keeps secrets in files that only the owner can read, and no password in a database', async () => {
    const lab = await labs.start({ dataDir: labs.folder });
    await labs.stop();
    for (const name of ['lab.json', 'idp.db', 'sp.db']) {
      expect(statSync(join(labs.folder, name)).mode & 0o077, name).toBe(0);
    }
    const passwords = [...lab.start.users, lab.start.spAdmin].map(({ password }) => password);
    for (const password of passwords) {
      for (const name of ['idp.db', 'sp.db']) {
        expect(readFileSync(join(labs.folder, name)).includes(password), name).toBe(false);
      }
      expect(readFileSync(join(labs.folder, 'lab.json')).includes(password)).toBe(true);
    }
  });
});
