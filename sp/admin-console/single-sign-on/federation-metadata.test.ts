import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Certificate, thumbprint, toBase64 } from '../../../certs/certificate.ts';
import type { SpUnderTest } from '../../testing/sp-under-test.ts';
import {
  Administrator,
  companiesUnderTest,
  inputValue,
  singleSignOnPage as page,
} from '../testing/administrator.ts';

let under: SpUnderTest;
let server: Server;
let person: Administrator;
let own: Certificate;
let xml: Buffer;
let address: string;
beforeAll(async () => {
  server = createServer((_request, answer) => answer.end(xml));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://localhost:${(server.address() as AddressInfo).port}/metadata.xml`;
});
afterAll(() => server.close());
beforeEach(async () => {
  under = await companiesUnderTest();
  own = under.context.key.certificate;
  xml = Buffer.from(metadata(toBase64(own)));
  person = await Administrator.of(under.sp, 'fabrikam');
  return () => under.sp.close();
});

const metadata = (
  certificate: string,
) => `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:new-idp">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://new.test/saml2"/>
  </IDPSSODescriptor>
</EntityDescriptor>`;

const url = `${page}/federation-metadata`;
const nothing = new Uint8Array();
const saved = async () => (await under.sp.administration.findSingleSignOn('fabrikam'))?.input;

test.each(['file', 'address'])('fills in the form from a %s, and saves', async (source) => {
  const metadataUrl = source === 'address' ? address : '';
  const metadataFile = source === 'file' ? xml : nothing;
  const answer = await person.upload(url, { metadataUrl }, { metadataFile });
  expect(answer.headers.location).toBe(`${page}?done=metadata-loaded`);
  const { body } = await person.get(String(answer.headers.location));
  expect(body).toContain('Loaded from the federation metadata');
  expect(inputValue(body, 'ssoLoginUrl')).toBe('https://new.test/saml2');
  expect(inputValue(body, 'idpEntityId')).toBe('urn:new-idp');
  expect(body).toContain(thumbprint(own));
});

test.each([
  ['no document', '<html></html>', 'metadataFileError'],
  ['no XML', 'hello', 'metadataFileError'],
  [
    'metadata without a certificate',
    metadata('').replace(/<KeyDescriptor.*/, ''),
    'metadataFileError',
  ],
])('a file with %s changes nothing', async (_why, text, errorId) => {
  const answer = await person.upload(url, { metadataUrl: '' }, { metadataFile: Buffer.from(text) });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(`id="${errorId}"`);
  expect(await saved()).toBeUndefined();
  expect((await person.upload(url, {}, { metadataFile: xml })).statusCode).toBe(303);
});

test.each([
  ['', 'Choose a file, or paste an address.'],
  ['https://elsewhere.test/metadata.xml', 'Metadata is not fetched from elsewhere.test'],
])('an address "%s" is refused and kept in the form', async (metadataUrl, said) => {
  const answer = await person.upload(url, { metadataUrl }, { metadataFile: nothing });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(said);
  expect(inputValue(answer.body, 'metadataUrl')).toBe(metadataUrl);
  expect(await saved()).toBeUndefined();
});

test('a document of more than 1 MiB is refused', async () => {
  const metadataFile = Buffer.alloc(1024 * 1024 + 1, ' ');
  const answer = await person.upload(url, {}, { metadataFile });
  expect(answer.statusCode).toBe(413);
  expect(answer.body).toContain('The federation metadata file is larger than 1024 KB');
});
