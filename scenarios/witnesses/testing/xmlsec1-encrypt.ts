import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { ns } from '../../../saml/names.ts';
import { installedXmlsec1 } from './xmlsec1.ts';

export interface XmlsecEncryption {
  /** URI of the content method. */
  method: string;
  /** xmlsec1's name for a key of this size: `aes-256`. */
  sessionKey: string;
  /** EncryptionMethod of the key, as XML. */
  transport: string;
}

const TEN_SECONDS = 10_000; // ms

/**
 * The `xmlsec1` command as a sender that encrypts an Assertion for a certificate (PEM); the result is an EncryptedAssertion. If the command
 * is not installed, the test is skipped with the reason, or fails when `CI` is set.
 */
export function xmlsec1Encrypter(
  context: TestContext,
): (assertion: string, certificatePem: string, how: XmlsecEncryption) => string {
  const program = installedXmlsec1(context);
  return (assertion, certificatePem, how) => encrypt(program, assertion, certificatePem, how);
}

function encrypt(
  program: string,
  assertion: string,
  certificatePem: string,
  how: XmlsecEncryption,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-xmlsec1-'));
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  try {
    const output = join(folder, 'encrypted.xml');
    const { status, stdout, stderr } = spawnSync(
      program,
      [
        ...['--encrypt', '--pubkey-cert-pem', file('certificate.pem', certificatePem)],
        ...['--session-key', how.sessionKey, '--xml-data', file('assertion.xml', assertion)],
        ...['--node-xpath', '/*', '--output', output, file('template.xml', template(how))],
      ],
      { encoding: 'utf8', timeout: TEN_SECONDS },
    );
    if (status !== 0) throw new Error(`xmlsec1 ended with ${status}: ${stdout}${stderr}`);
    const encrypted = readFileSync(output, 'utf8').replace(/^<\?xml[^>]*\?>\s*/, '');
    return `<EncryptedAssertion xmlns="${ns.assertion}">${encrypted}</EncryptedAssertion>`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The template for xmlsec1, which generates the content key, wraps it and encrypts the element. */
const template = ({ method, transport }: XmlsecEncryption) =>
  `<EncryptedData xmlns="${ns.xenc}" Type="${ns.xenc}Element"><EncryptionMethod Algorithm="${method}"/>` +
  `<KeyInfo xmlns="${ns.dsig}"><EncryptedKey xmlns="${ns.xenc}">${transport}` +
  '<CipherData><CipherValue/></CipherData></EncryptedKey></KeyInfo>' +
  '<CipherData><CipherValue/></CipherData></EncryptedData>';
