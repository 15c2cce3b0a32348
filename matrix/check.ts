/** The matrix uses samlab only through its command, as any user does. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CheckReport } from '../check/index.ts';
import type { Addresses, Settings } from './service-provider.ts';

const command = fileURLToPath(new URL('../bin/samlab.js', import.meta.url));
const run = promisify(execFile);
const HALF_AN_HOUR = 1_800_000; // ms

/**
 * The identity provider whose keys `samlab check` signs with, kept in `folder`.
 *
 * @throws {Error} when the command fails, with what it said
 */
export async function identityProvider(folder: string): Promise<Settings['idp']> {
  const { stdout: metadata } = await run(process.execPath, [
    ...[command, 'check', '--print-idp-metadata', '--data', folder],
  ]);
  const found = (pattern: RegExp) => {
    const value = pattern.exec(metadata)?.[1];
    if (value === undefined) throw new Error(`The metadata does not match ${pattern}.`);
    return value;
  };
  const base64 = found(/<KeyDescriptor[^>]*use="signing"[\s\S]*?<X509Certificate>([^<]+)</);
  return {
    metadata: metadata.trim(),
    entityId: found(/entityID="([^"]+)"/),
    singleSignOn: found(/<SingleSignOnService[^>]*Location="([^"]+)"/),
    certificate: `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/**
 * Checks the service provider at these addresses with the whole catalogue, but for denial of service.
 *
 * @param more further options of the command, by their long names
 * @returns the report; `partial` is set if the check did not finish.
 * @throws {Error} when the check cannot start, with what the command said
 */
export async function check(
  addresses: Addresses,
  folder: string,
  name: string,
  more: Readonly<Record<string, string>> = {},
): Promise<CheckReport> {
  const file = join(folder, `${name}.json`);
  const options = {
    'sp-metadata': addresses.metadata,
    'login-url': addresses.login,
    whoami: addresses.whoami,
    success: addresses.success,
    data: join(folder, 'keys'),
    report: `json:${file}`,
    ...more,
  };
  const given = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  rmSync(file, { force: true });
  const end = run(process.execPath, [command, 'check', ...given], { timeout: HALF_AN_HOUR });
  const said = await end.then(
    () => '',
    (error: { code?: unknown; stderr?: string }) => {
      if (error.code === 1) return ''; // findings
      return error.stderr ?? String(error);
    },
  );
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as CheckReport;
  } catch {
    throw new Error(`${name} could not be checked: ${said}`);
  }
}
