import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLab } from '../../lab/library.ts';
import { openLog } from './open-log.ts';
import type { LogSettings } from './options.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the log of a lab contains after `use`, as lines. */
async function logOf(
  settings: Partial<LogSettings>,
  use: (start: Awaited<ReturnType<typeof startLab>>['start']) => Promise<void>,
): Promise<Record<string, unknown>[]> {
  const to = join(folder, 'lab.log');
  const log = await openLog({ to, level: 'info', messages: false, bounded: false, ...settings });
  const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, log });
  await use(lab.start);
  await lab.close();
  log.close();
  expect(statSync(to).mode & 0o777).toBe(0o600);
  const lines = readFileSync(to, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});
const message = Buffer.from('<Response>B.Simon</Response>').toString('base64');

describe('the log of a lab', () => {
  test('has one line for each request, and the request id that the answer shows', async () => {
    let requestId: unknown;
    const lines = await logOf({}, async ({ idp, sp }) => {
      const headers = { accept: 'application/json' };
      requestId = (
        (await (await fetch(`${idp}/nowhere`, { headers })).json()) as { requestId: string }
      ).requestId;
      await fetch(`${sp}/login`);
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ site: 'idp', requestId, code: 'not_found', status: 404 }),
    );
    const requests = lines.filter(({ method }) => method !== undefined);
    expect(requests).toEqual([
      expect.objectContaining({ site: 'idp', requestId, path: '/nowhere', status: 404 }),
      expect.objectContaining({ site: 'sp', path: '/login', status: 200, level: 'info' }),
    ]);
  });

  test('has no query, header or form field; with messages, only those of SAML', async () => {
    const use = async ({ sp }: { sp: string }) => {
      const secrets = { passwd: 'hunter2', SAMLResponse: message };
      await fetch(`${sp}/saml/contoso/assert?code=hunter2`, {
        ...form(secrets),
        headers: { cookie: 'session=hunter2', authorization: 'Bearer hunter2' },
      });
    };
    const quiet = JSON.stringify(await logOf({}, use));
    expect(quiet).toContain('/saml/contoso/assert');
    expect(quiet).not.toContain('hunter2');
    expect(quiet).not.toContain(message);
    const full = JSON.stringify(await logOf({ messages: true }, use));
    expect(full).toContain(message);
    expect(full).not.toContain('hunter2');
  });

  test('at a higher level has no requests', async () => {
    const use = async ({ sp }: { sp: string }) => void (await fetch(`${sp}/login`));
    const to = join(folder, 'lab.log');
    const log = await openLog({ to, level: 'error', messages: false, bounded: false });
    const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, log });
    await use(lab.start);
    await lab.close();
    log.close();
    expect(readFileSync(to, 'utf8')).toBe('');
  });
});

test('a log file that cannot be opened is named', async () => {
  const to = join(folder, 'missing', 'lab.log');
  await expect(openLog({ to, level: 'info', messages: false, bounded: false })).rejects.toThrow(
    `Cannot write the log file ${to} (ENOENT).`,
  );
});
