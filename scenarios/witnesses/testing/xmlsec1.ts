import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { findProgram } from '../../../browser/find-program.ts';
import { ns } from '../../../saml/names.ts';

/** The program's result for each enveloped signature; that of the message comes first. */
export type Verdict = 'valid' | 'content changed' | 'signature changed' | 'certificate not trusted';

/** Names the ID attributes, which a program without the schemas does not know. */
const idAttributes = [
  `${ns.protocol}:Response`,
  `${ns.assertion}:Assertion`,
  `${ns.metadata}:EntityDescriptor`,
].flatMap((element) => ['--id-attr:ID', element]);

const signaturePath = (parent: string) =>
  `${parent}/*[local-name()='Signature' and namespace-uri()='${ns.dsig}']`;
/** The signature of the message, and that of its assertion. */
const places = [signaturePath('/*'), signaturePath("/*/*[local-name()='Assertion']")];

const TEN_SECONDS = 10_000; // ms

/**
 * The path of the `xmlsec1` command. If it is not installed, the test is skipped with the reason, or fails when `CI` is set.
 */
export function installedXmlsec1(context: TestContext): string {
  const program = findProgram('xmlsec1');
  if (program !== undefined) return program;
  const missing =
    'The command xmlsec1 is not on PATH; install it (Debian: apt-get install xmlsec1).';
  if (process.env.CI) throw new Error(missing);
  return context.skip(missing);
}

/** The command as a verifier that trusts one certificate and uses the key in the message only if it is that certificate's. */
export function xmlsec1(context: TestContext): (xml: string, trusted: string) => Verdict[] {
  const program = installedXmlsec1(context);
  return (xml, trusted) => verify(program, xml, trusted);
}

function verify(program: string, xml: string, trusted: string): Verdict[] {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-xmlsec1-'));
  try {
    const message = join(folder, 'message.xml');
    const certificate = join(folder, 'trusted.pem');
    writeFileSync(message, xml);
    writeFileSync(certificate, trusted);
    const trust = ['--enabled-key-data', 'x509', '--trusted-pem', certificate];
    return places
      .filter((_, place) => hasSignature(xml)[place])
      .map((place) => {
        const args = ['--verify', ...trust, ...idAttributes, '--node-xpath', place, message];
        return read(spawnSync(program, args, { encoding: 'utf8', timeout: TEN_SECONDS }));
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws {Error} for unknown output: a usage error must not pass for a refusal */
function read({
  status,
  stdout,
  stderr,
}: {
  status: number | null;
  stdout: string;
  stderr: string;
}): Verdict {
  if (status === 0) return 'valid';
  if (stderr.includes('data and digest do not match')) return 'content changed';
  if (stderr.includes('data do not match')) return 'signature changed';
  if (stderr.includes('certificate verification failed')) return 'certificate not trusted';
  throw new Error(`xmlsec1 ended with ${status}: ${stdout}${stderr}`);
}

/** Whether the message and whether its assertion is signed, by the position of the Signature: directly after an Issuer or at the start. */
function hasSignature(xml: string): [message: boolean, assertion: boolean] {
  const assertionAt = xml.indexOf('<Assertion');
  const signatures = [...xml.matchAll(/<Signature\b/g)].map(({ index }) => index);
  const before = (index: number) => assertionAt === -1 || index < assertionAt;
  return [signatures.some(before), signatures.some((index) => !before(index))];
}
