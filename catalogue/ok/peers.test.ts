/** A library that shares no code with samlab accepts every message that must be accepted, or the exception is explained here. */

import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAML } from '@node-saml/node-saml';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../browser/find-program.ts';
import { toPem } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import { ns } from '../../saml/names.ts';
import type { Message } from '../message.ts';
import { idpEntityId, sp, testCast, testSpec } from '../testing/cast.ts';
import { replaceOnce } from '../xml-text.ts';
import { okCases } from './index.ts';

const { cast, idp, idpSecondKey, decryption, secondDecryption } = await testCast();

/** @param decryptionPvk PEM. */
const nodeSaml = (decryptionPvk: string) =>
  new SAML({
    idpCert: [toPem(idp.certificate), toPem(idpSecondKey.certificate)],
    issuer: sp.entityId,
    audience: sp.entityId,
    callbackUrl: sp.acs,
    idpIssuer: idpEntityId,
    entryPoint: 'http://idp.test/saml2',
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false, // node-saml then accepts one signature, on either of the two
    acceptedClockSkewMs: 180_000,
    decryptionPvk,
  });

const pem = ({ privateKey }: SigningKey) =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** node-saml takes one decryption key: the one that the message is encrypted for. */
const decryptionKeys: Record<string, SigningKey> = { 'ok-enc-second-key#1': secondDecryption };

/** Runs that node-saml 5 cannot accept, and what accepts them instead. */
const refused: Record<string, { says: RegExp; witness: string }> = {
  'ok-rsa-sha384#1': { says: /Invalid signature/, witness: 'xmlsec1, below' },
  'ok-ecdsa-sha256#1': { says: /Invalid signature/, witness: 'xmlsec1, below' },
  'ok-enc-oaep-sha256#1': {
    says: /rsa-oaep not supported/,
    witness: 'openssl, in ../encrypt.test.ts',
  },
};

const messageOf = async (id: string): Promise<Message> => {
  const run = runs.find((one) => one.id === id);
  if (!run) throw new Error(`There is no run ${id}.`);
  return run.message(testSpec(cast, { at: new Date() }));
};

const runs = okCases.flatMap((one) =>
  one.runs.flatMap((run, index) =>
    run.message ? [{ id: `${one.id}#${index + 1}`, message: run.message }] : [],
  ),
);

describe('node-saml', () => {
  it.each(runs)('$id', async ({ id }) => {
    const { xml, encode } = await messageOf(id);
    const bytes = Buffer.from(xml);
    const SAMLResponse = encode ? encode(bytes) : bytes.toString('base64');
    const key = decryptionKeys[id] ?? decryption;
    const validated = nodeSaml(pem(key)).validatePostResponseAsync({ SAMLResponse });
    const refusal = refused[id];
    if (refusal) await expect(validated).rejects.toThrow(refusal.says);
    else expect((await validated).profile?.nameID).toBe('B.Simon@contoso.com');
  });
});

describe.skipIf(findProgram('xmlsec1') === undefined)('xmlsec1', () => {
  it.each(['ok-rsa-sha384#1', 'ok-ecdsa-sha256#1'])('verifies %s', async (id) => {
    const { xml } = await messageOf(id);
    const key = id.includes('ecdsa') ? cast.idpEcKey : cast.idp;
    const publicKey = createPublicKey(key?.privateKey ?? '').export({
      type: 'spki',
      format: 'pem',
    });
    expect(verifies(String(xml), publicKey)).toBe(true);
    expect(
      verifies(replaceOnce(String(xml), 'B.Simon@contoso.com</NameID>', 'C</NameID>'), publicKey),
    ).toBe(false);
  });
});

function verifies(xml: string, publicKey: string | Buffer): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-peers-'));
  try {
    const message = join(folder, 'message.xml');
    const key = join(folder, 'key.pem');
    writeFileSync(message, xml);
    writeFileSync(key, publicKey);
    const ids = ['--id-attr:ID', `${ns.assertion}:Assertion`];
    const { status, stderr } = spawnSync(
      'xmlsec1',
      ['--verify', '--pubkey-pem', key, '--enabled-key-data', 'key-name', ...ids, message],
      { encoding: 'utf8' },
    );
    if (status !== 0 && !stderr.includes('do not match')) throw new Error(stderr);
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
