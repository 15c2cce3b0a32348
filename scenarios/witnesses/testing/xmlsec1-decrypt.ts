import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { installedXmlsec1 } from './xmlsec1.ts';

const TEN_SECONDS = 10_000; // ms

/**
 * The `xmlsec1` command as a receiver with a private key (PEM). If the command is not installed, the test is skipped with the reason, or fails
 * when `CI` is set.
 */
export function xmlsec1Decrypter(context: TestContext): (xml: string, keyPem: string) => string {
  const program = installedXmlsec1(context);
  return (xml, keyPem) => decrypt(program, xml, keyPem);
}

/** @throws {Error} when the message is not decrypted, with what the program says */
function decrypt(program: string, xml: string, keyPem: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-xmlsec1-'));
  try {
    const message = join(folder, 'message.xml');
    const key = join(folder, 'key.pem');
    writeFileSync(message, xml);
    writeFileSync(key, keyPem);
    const { status, stdout, stderr } = spawnSync(
      program,
      ['--decrypt', '--privkey-pem', key, message],
      { encoding: 'utf8', timeout: TEN_SECONDS },
    );
    if (status !== 0) throw new Error(`xmlsec1 ended with ${status}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
