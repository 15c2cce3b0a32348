import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CheckReport } from '../../check/index.ts';
import { type ScimServer, start } from './servers.ts';

const command = fileURLToPath(new URL('../../bin/samlab.js', import.meta.url));
const TEN_MINUTES = 600_000; // ms

/** Checks a server with the command, as any user does. @throws {Error} when the check does not run to its end, with what it said */
export async function checkServer(server: ScimServer): Promise<CheckReport> {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-scim-'));
  await using running = await start(server);
  const file = join(folder, 'report.json');
  try {
    const given = ['--scim', running.url, ...server.options, '--report', `json:${file}`];
    const said = await promisify(execFile)(process.execPath, [command, 'check', ...given], {
      cwd: folder,
      env: { ...process.env, SAMLAB_SCIM_TOKEN: running.token },
      timeout: TEN_MINUTES,
      maxBuffer: 16 * 1024 * 1024,
    }).then(
      () => '',
      (error: { code?: number; stderr?: string }) =>
        error.code === 1 ? '' : `${error.code}: ${error.stderr}`,
    );
    if (said !== '') throw new Error(`${server.name} was not checked: ${said}`);
    return JSON.parse(readFileSync(file, 'utf8')) as CheckReport;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
