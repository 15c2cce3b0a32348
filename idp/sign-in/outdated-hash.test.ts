import { scryptSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { useProductCost } from '../../passwords/testing/quick-hashes.ts';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, contoso, password, tenantId } from '../testing/contoso.ts';

useProductCost();

test('the right password replaces a hash with other parameters; a wrong one leaves it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-hash-'));
  const file = join(folder, 'idp.db');
  const { idp } = await contoso({ file });
  const stored = async () => (await idp.directory.findUser(tenantId, bSimon))?.passwordHash;
  const salt = Buffer.from('0123456789abcdef');
  const key = scryptSync(password, salt, 32, { N: 4096, r: 8, p: 4 });
  const old = `scrypt$4096$8$4$${salt.toString('base64')}$${key.toString('base64')}`;
  const database = new DatabaseSync(file);
  database.prepare('UPDATE directoryUser SET passwordHash = ?').run(old);
  database.close();

  const browser = new Browser(idp.app);
  const first = await browser.get(redirectTo(authnRequest()));
  const asks = await browser.submit(first, { loginfmt: bSimon });
  expect((await browser.submit(asks, { passwd: 'wrong' })).aadsts).toBe(50126);
  expect(await stored()).toBe(old);
  expect((await browser.submit(asks, { passwd: password })).form.action).toBe('/kmsi');
  expect(await stored()).toMatch(/^scrypt\$1024\$8\$4\$/);
  await idp.close();
  rmSync(folder, { recursive: true });
});
