import { expect, test } from 'vitest';
import { wantsAssertionsSigned } from './wants-assertions-signed.ts';

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
])('metadata with%s', (attributes, wants) => {
  expect(wantsAssertionsSigned(metadata(attributes))).toBe(wants);
});
