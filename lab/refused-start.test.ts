import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { type LabOptions, startLab } from './library.ts';
import { anyPorts, RunningLabs } from './testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

function freshDatabase(file: string): void {
  rmSync(file);
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE other (id TEXT)');
  database.close();
}

describe('a lab that cannot start says why and leaves nothing running:', () => {
  test('a port is in use', async () => {
    const blocker = createServer();
    await new Promise<void>((listening) => blocker.listen(0, '127.0.0.1', listening));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ports = { lab: 0, idp: 0, sp: port };
    await expect(startLab({ dataDir: labs.folder, ports })).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(`Port ${port} is in use`),
    });
    await new Promise((closed) => blocker.close(closed));
    expect((await labs.start({ dataDir: labs.folder, ports })).state).toBe('new');
  });

  test('another lab uses the folder; that one keeps running', async () => {
    const first = await labs.start({ dataDir: labs.folder });
    const second = startLab({ dataDir: labs.folder, ports: anyPorts });
    await expect(second).rejects.toMatchObject({ code: 'folder_in_use' });
    expect((await fetch(`${first.start.sp}/healthz`)).status).toBe(200);
    await labs.stop();
    expect((await labs.start({ dataDir: labs.folder })).start.users).toEqual(first.start.users);
  });

  test.each(['idp.db', 'sp.db'])('%s is damaged; it is left unchanged', async (name) => {
    const { start: line } = await labs.start({ dataDir: labs.folder });
    await labs.stop();
    const file = join(labs.folder, name);
    const sound = readFileSync(file);
    const damages = {
      'not a database': Buffer.from('hello'),
      'cut in two': sound.subarray(0, sound.length / 2),
    };
    for (const [what, bytes] of Object.entries(damages)) {
      writeFileSync(file, bytes);
      const started = startLab({ dataDir: labs.folder, ports: anyPorts });
      await expect(started, what).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(/Restore a copy of it, or start with --fresh/),
      });
      await expect(started, what).rejects.toThrow(file);
      expect(readFileSync(file).equals(bytes), what).toBe(true);
    }
    writeFileSync(file, sound); // the control; also shows that the other database is intact
    const again = await labs.start({ dataDir: labs.folder });
    expect(again.start.users).toEqual(line.users);
    await labs.stop();
    writeFileSync(file, 'hello');
    expect((await labs.start({ dataDir: labs.folder, fresh: true })).state).toBe('new');
  });

  describe('a database has lost its content; nothing is deleted:', () => {
    const emptied = (file: string) => writeFileSync(file, '');
    const without = (sql: string) => (file: string) => {
      const database = new DatabaseSync(file);
      database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
      database.close();
    };
    test.each<[what: string, name: string, spoil: (file: string) => void, code: string]>([
      ['is a file of 0 bytes', 'idp.db', emptied, 'incomplete'],
      ['is a file of 0 bytes', 'sp.db', emptied, 'incomplete'],
      ['has no tables', 'idp.db', (file) => freshDatabase(file), 'incomplete'],
      ['has no tenant', 'idp.db', without('DELETE FROM tenant'), 'lab_incomplete'],
      ['has no company', 'sp.db', without('DELETE FROM company'), 'lab_incomplete'],
    ])('it %s: %s', async (_, name, spoil, code) => {
      const { start: line } = await labs.start({ dataDir: labs.folder });
      await labs.stop();
      const file = join(labs.folder, name);
      const sound = readFileSync(file);
      spoil(file);
      const spoilt = readFileSync(file);
      const started = startLab({ dataDir: labs.folder, ports: anyPorts });
      await expect(started).rejects.toMatchObject({
        code,
        message: expect.stringMatching(
          /Nothing was changed\. Restore a copy of it, or start with (--fresh|\{ fresh: true \})/,
        ),
      });
      await expect(started).rejects.toThrow(file);
      expect(readFileSync(file).equals(spoilt)).toBe(true);
      writeFileSync(file, sound); // the control
      expect((await labs.start({ dataDir: labs.folder })).start.users).toEqual(line.users);
    });
  });

  test('a first start that fails leaves nothing behind', async () => {
    const clock = () => {
      throw new Error('no clock');
    };
    await expect(startLab({ dataDir: labs.folder, ports: anyPorts, clock })).rejects.toThrow(
      'no clock',
    );
    expect((await labs.start({ dataDir: labs.folder })).state).toBe('new');
  });

  test.each<[options: unknown, says: string]>([
    [{ port: 4000 }, 'There is no option port; the options are dataDir, memory, fresh,'],
    [{ memory: 'yes' }, 'The option memory must be true or false.'],
    [{ empty: null }, 'The option empty must be true or false.'],
    [{ dataDir: '' }, 'The option dataDir must be the path of a folder.'],
    [{ dataDir: 5 }, 'The option dataDir must be the path of a folder.'],
    [{ ports: 4000 }, 'The option ports must be an object with lab, idp and sp, or some'],
    [{ ports: { lab: 0, idp: null } }, 'The option ports must be'],
    [{ ports: { ...anyPorts, sp: 65_536 } }, 'The option ports must be'],
    [{ ports: { lab: 4000, idp: 4000, sp: 0 } }, 'The option ports must be'],
    [{ ports: { ...anyPorts, home: 0 } }, 'The option ports must be'],
    [{ clock: new Date() }, 'The option clock must be real, an offset'],
    [{ fresh: 1, clock: 5 }, 'The option fresh must be true or false.\nThe option clock must be'],
    [null, 'startLab takes an object of options.'],
    [[], 'startLab takes an object of options.'],
  ])('the options are %o', async (options, says) => {
    await expect(startLab(options as never)).rejects.toMatchObject({
      name: 'LabError',
      code: 'invalid_option',
      message: expect.stringContaining(says),
    });
  });

  test('(control) options that are undefined have their defaults', async () => {
    const { memory, fresh, empty, clock } = {} as LabOptions;
    const lab = await labs.start({ dataDir: labs.folder, memory, fresh, empty, clock });
    expect(lab.state).toBe('new');
  });

  test('the folder cannot be created', async () => {
    writeFileSync(labs.folder, 'a file');
    const started = startLab({ dataDir: join(labs.folder, 'below'), ports: anyPorts });
    await expect(started).rejects.toMatchObject({ code: 'folder_not_writable' });
    expect(readFileSync(labs.folder, 'utf8')).toBe('a file');
    const beside = `${labs.folder}-beside`;
    expect((await labs.start({ dataDir: join(beside, 'below') })).state).toBe('new');
  });
});
