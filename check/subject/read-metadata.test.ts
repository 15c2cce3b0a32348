import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Connections } from '../agent/exchange.ts';
import { readTargetMetadata } from './read-metadata.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-metadata-'));
const connections = new Connections({ signal: new AbortController().signal });
afterAll(() => {
  connections.close();
  rmSync(folder, { recursive: true });
});

const metadata = (attributes: string) =>
  Buffer.from(
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:sp">' +
      `<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"${attributes}>` +
      '<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://localhost/acs" index="0"/>' +
      '</SPSSODescriptor></EntityDescriptor>',
  );

test.each([
  [' WantAssertionsSigned="true"', true],
  [' WantAssertionsSigned="1"', true],
  [' WantAssertionsSigned="false"', false],
  [' AuthnRequestsSigned="true"', false],
  ['', false],
])('reads WantAssertionsSigned from metadata with%s', async (attributes, wantsAssertionsSigned) => {
  const file = join(folder, 'metadata.xml');
  writeFileSync(file, metadata(attributes));
  expect(await readTargetMetadata(file, connections)).toMatchObject({ wantsAssertionsSigned });
});
