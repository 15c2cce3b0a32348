import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, type LabOptions, startLab } from './index.ts';

const anyPorts = { lab: 0, idp: 0, sp: 0 };
let parent: string;
const running: Lab[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'samlab-lab-'));
});
afterEach(async () => {
  for (const lab of running.splice(0)) await lab.close();
  rmSync(parent, { recursive: true });
});

async function start(options: LabOptions): Promise<Lab> {
  const lab = await startLab({ ports: anyPorts, ...options });
  running.push(lab);
  return lab;
}
async function stop(): Promise<void> {
  await running.pop()?.close();
}
const folder = () => join(parent, 'lab');
const portOf = (url: string) => Number(new URL(url).port);
const metadataPath = ({ start }: Lab) =>
  `${start.idp}/${start.tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${start.appId}`;

/** The certificate that the identity provider publishes for Peakon, Base64. */
async function certificateOf(lab: Lab): Promise<string> {
  const metadata = await (await fetch(metadataPath(lab))).text();
  return /<(?:\w+:)?X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '';
}

/** The Location to which Peakon sends a browser that signs in with this e-mail. */
async function loginRedirect({ start }: Lab): Promise<string> {
  const page = await fetch(`${start.sp}/login`);
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const html = await page.text();
  const fields = new URLSearchParams({ email: 'B.Simon@contoso.com' });
  for (const [input] of html.matchAll(/<input [^>]*type="hidden"[^>]*>/g)) {
    fields.set(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  const answer = await fetch(`${start.sp}/login`, {
    method: 'POST',
    headers: { cookie: cookies.join('; ') },
    body: fields,
    redirect: 'manual',
  });
  return answer.headers.get('location') ?? `${answer.status} ${await answer.text()}`;
}

describe('a lab in memory', () => {
  test('names each request by an id of its own, on every site', async () => {
    const { start: line } = await start({ memory: true });
    const ids = new Set<string>();
    for (const site of [line.lab, line.idp, line.sp])
      for (const path of ['nothing', 'here']) {
        const headers = { accept: 'application/json' };
        const answer = await fetch(`${site}/${path}`, { headers });
        const { requestId } = (await answer.json()) as { requestId: string };
        expect(requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        ids.add(requestId);
      }
    expect(ids.size).toBe(6);
  });

  test('answers at all three addresses once it is started', async () => {
    const { start: line } = await start({ memory: true });
    for (const site of [line.lab, line.idp, line.sp]) {
      expect(site).toMatch(/^http:\/\/localhost:\d+$/);
      expect((await fetch(`${site}/healthz`)).status).toBe(200);
    }
    expect(new Set([line.lab, line.idp, line.sp]).size).toBe(3);
  });

  test('begins with nobody signed in', async () => {
    const lab = await start({ memory: true });
    expect((await fetch(`${lab.start.sp}/api/whoami`)).status).toBe(401);
  });

  test('tells a script what it needs', async () => {
    const { start: line } = await start({ memory: true });
    expect(line).toMatchObject({
      tenantId: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
      appId: '00001111-aaaa-2222-bbbb-3333cccc4444',
    });
    expect(line.users.map(({ userPrincipalName, roles }) => [userPrincipalName, roles])).toEqual([
      ['B.Simon@contoso.com', []],
      ['K.Lee@contoso.com', []],
      [
        'admin@contoso.com',
        [
          'Cloud Application Administrator',
          'User Administrator',
          'Conditional Access Administrator',
        ],
      ],
    ]);
    const passwords = [...line.users.map(({ password }) => password), line.spAdmin.password];
    expect(new Set(passwords).size).toBe(4);
    for (const password of passwords) expect(password).toMatch(/^\w+-\w+-\w+-\d{4}$/);
  });

  test('has both sides introduced: Peakon sends its people to this identity provider', async () => {
    const lab = await start({ memory: true });
    const location = await loginRedirect(lab);
    expect(location.split('?')[0]).toBe(`${lab.start.idp}/${lab.start.tenantId}/saml2`);
    expect(await certificateOf(lab)).toMatch(/^MII[A-Za-z0-9+/]+=*$/);
  });

  test('frees its ports when it is closed', async () => {
    const { start: line } = await start({ memory: true });
    await stop();
    await expect(fetch(`${line.idp}/healthz`)).rejects.toThrow('fetch failed');
    const ports = { lab: portOf(line.lab), idp: portOf(line.idp), sp: portOf(line.sp) };
    expect((await start({ memory: true, ports })).start.idp).toBe(line.idp);
  });

  test('lives in the time it is given', async () => {
    const lab = await start({ memory: true, clock: () => new Date('2031-05-06T07:08:09Z') });
    const found = await lab.directory.findServicePrincipalByAppId(
      lab.start.tenantId,
      lab.start.appId ?? '',
    );
    const { certificate } = await lab.directory.activeSigningKey(found?.id ?? '');
    expect(certificate.notBefore.toISOString()).toBe('2031-05-06T07:08:09.000Z');
  });
});

describe('the lab home', () => {
  test('shows who can sign in and leads to both ways', async () => {
    const { start: line } = await start({ memory: true });
    const html = await (await fetch(line.lab)).text();
    for (const { userPrincipalName, password } of line.users) {
      expect(html).toContain(userPrincipalName);
      expect(html).toContain(password);
    }
    expect(html).toContain(line.spAdmin.password);
    expect(html).toContain(`href="${line.sp}/login"`);
    expect(html).toContain(`href="${line.idp}/api/signin/${line.appId}?tenantId=${line.tenantId}"`);
    expect(html).toContain('Mock');
  });

  test('shows them to nobody who came by another name', async () => {
    const { start: line } = await start({ memory: true });
    const { request } = await import('node:http');
    const ask = (host: string) =>
      new Promise<number | undefined>((answered, failed) => {
        const asked = request(line.lab, { headers: { host } }, (response) => {
          response.resume();
          answered(response.statusCode);
        });
        asked.on('error', failed).end();
      });
    expect(await ask('rebound.example')).toBe(421);
    expect(await ask(`127.0.0.1:${portOf(line.lab)}`)).toBe(200);
  });
});

describe('a lab in a folder', () => {
  test('keeps keys and passwords over a restart at the same addresses', async () => {
    const first = await start({ dataDir: folder() });
    expect(first).toMatchObject({ state: 'new', dataDir: folder() });
    const certificate = await certificateOf(first);
    await stop();

    const { lab, idp, sp } = first.start;
    const ports = { lab: portOf(lab), idp: portOf(idp), sp: portOf(sp) };
    const second = await start({ dataDir: folder(), ports });
    expect(second.state).toBe('resumed');
    expect(second.start).toEqual(first.start);
    expect(await certificateOf(second)).toBe(certificate);
    expect(certificate).not.toBe('');
  });

  test('tells both sides when the addresses have changed, and keeps the key', async () => {
    const first = await start({ dataDir: folder() });
    const certificate = await certificateOf(first);
    await stop();
    const second = await start({ dataDir: folder() });
    expect(second.state).toBe('moved');
    const location = await loginRedirect(second);
    expect(location.split('?')[0]).toBe(`${second.start.idp}/${second.start.tenantId}/saml2`);
    const metadata = await (await fetch(`${second.start.sp}/saml/contoso/metadata`)).text();
    expect(metadata).toContain(`${second.start.sp}/saml/contoso/assert`);
    expect(await certificateOf(second)).toBe(certificate);
  });

  test('with fresh is a new one', async () => {
    const certificate = await certificateOf(await start({ dataDir: folder() }));
    await stop();
    const second = await start({ dataDir: folder(), fresh: true });
    expect(second.state).toBe('new');
    expect(await certificateOf(second)).not.toBe(certificate);
  });

  test('holds secrets in files of its owner alone, and no password in a database', async () => {
    const lab = await start({ dataDir: folder() });
    await stop();
    for (const name of ['lab.json', 'idp.db', 'sp.db']) {
      expect(statSync(join(folder(), name)).mode & 0o077, name).toBe(0);
    }
    const passwords = [...lab.start.users, lab.start.spAdmin].map(({ password }) => password);
    for (const password of passwords) {
      for (const name of ['idp.db', 'sp.db']) {
        expect(readFileSync(join(folder(), name)).includes(password), name).toBe(false);
      }
      expect(readFileSync(join(folder(), 'lab.json')).includes(password)).toBe(true);
    }
  });
});

describe('a lab that cannot start says why and leaves nothing running', () => {
  test('a used port', async () => {
    const blocker = createServer();
    await new Promise<void>((listening) => blocker.listen(0, '127.0.0.1', listening));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ports = { lab: 0, idp: 0, sp: port };
    await expect(startLab({ dataDir: folder(), ports })).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(`Port ${port} is in use`),
    });
    await new Promise((closed) => blocker.close(closed));
    expect((await start({ dataDir: folder(), ports })).state).toBe('new');
  });

  test('a second lab on the same folder; the first goes on', async () => {
    const first = await start({ dataDir: folder() });
    const second = startLab({ dataDir: folder(), ports: anyPorts });
    await expect(second).rejects.toMatchObject({ code: 'folder_in_use' });
    expect((await fetch(`${first.start.sp}/healthz`)).status).toBe(200);
  });

  test.each(['idp.db', 'sp.db'])('a damaged %s, which is not touched', async (name) => {
    const { start: line } = await start({ dataDir: folder() });
    await stop();
    const file = join(folder(), name);
    const sound = readFileSync(file);
    const damages = {
      'no database at all': Buffer.from('hello'),
      'cut in two': sound.subarray(0, sound.length / 2),
    };
    for (const [what, bytes] of Object.entries(damages)) {
      writeFileSync(file, bytes);
      const started = startLab({ dataDir: folder(), ports: anyPorts });
      await expect(started, what).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(/put a copy of it back, or start with --fresh/),
      });
      await expect(started, what).rejects.toThrow(file);
      expect(readFileSync(file).equals(bytes), what).toBe(true);
    }
    writeFileSync(file, sound); // the control, and the proof that the other database was not harmed
    const again = await start({ dataDir: folder() });
    expect(again.start.users).toEqual(line.users);
    await stop();
    writeFileSync(file, 'hello');
    expect((await start({ dataDir: folder(), fresh: true })).state).toBe('new');
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(folder(), 'a file');
    const started = startLab({ dataDir: join(folder(), 'below'), ports: anyPorts });
    await expect(started).rejects.toMatchObject({ code: 'folder_not_writable' });
    expect(readFileSync(folder(), 'utf8')).toBe('a file');
  });
});
