import { expect, test } from 'vitest';
import { element, wire } from './canonical-writer.ts';
import { openIdpMetadata } from './idp-metadata.ts';
import { binding, ns } from './names.ts';
import { signEnveloped } from './sign.ts';
import { signingKey, trusted } from './testing/messages.ts';

const key = (use: string | undefined, certificate: string) =>
  element(
    'KeyDescriptor',
    { use },
    element(
      'KeyInfo',
      { xmlns: ns.dsig },
      element('X509Data', {}, element('X509Certificate', {}, certificate)),
    ),
  );

const role = element(
  'IDPSSODescriptor',
  { protocolSupportEnumeration: ns.protocol, validUntil: '2026-03-01T00:00:00Z' },
  key('signing', 'AAAA\n BBBB'),
  key('encryption', 'CCCC'),
  key(undefined, 'DDDD'),
  element('SingleLogoutService', { Binding: binding.redirect, Location: 'https://idp.test/out' }),
  element('SingleSignOnService', { Binding: binding.redirect, Location: 'https://idp.test/in' }),
);

const entity = (...roles: (typeof role)[]) =>
  element('EntityDescriptor', { entityID: 'https://idp.test/', xmlns: ns.metadata }, ...roles);

const group = (...children: (typeof role)[]) =>
  element(
    'EntitiesDescriptor',
    { ID: '_g1', validUntil: '2026-02-01T00:00:00Z', xmlns: ns.metadata },
    ...children,
  );

const described = {
  entityId: 'https://idp.test/',
  validUntil: ['2026-03-01T00:00:00Z'],
  singleSignOn: [{ binding: binding.redirect, location: 'https://idp.test/in' }],
  singleLogout: [{ binding: binding.redirect, location: 'https://idp.test/out' }],
  signingCertificates: ['AAAABBBB', 'DDDD'],
};

function read(xml: string) {
  using received = openIdpMetadata(Buffer.from(xml));
  return { signed: received.signed, descriptor: received.descriptor };
}

test('reads the only identity provider and ignores other roles', () => {
  const other = element('RoleDescriptor', { protocolSupportEnumeration: 'urn:x' });
  expect(read(wire(entity(other, role)))).toEqual({ signed: false, descriptor: described });
});

test('reads it in a group, with every validUntil that applies', () => {
  const alone = element('EntityDescriptor', { entityID: 'https://sp.test/', xmlns: ns.metadata });
  expect(read(wire(group(alone, entity(role)))).descriptor.validUntil).toEqual([
    '2026-02-01T00:00:00Z',
    '2026-03-01T00:00:00Z',
  ]);
});

test('reads the verified bytes of a signed document', async () => {
  const xml = wire(await signEnveloped(group(entity(role)), { key: signingKey }));
  using received = openIdpMetadata(Buffer.from(xml));
  expect(received.signed).toBe(true);
  expect(received.verify({ certificates: trusted })).toMatchObject({
    signingCertificates: described.signingCertificates,
  });
  using altered = openIdpMetadata(Buffer.from(xml.replace('/in"', '/evil"')));
  expect(() => altered.verify({ certificates: trusted })).toThrow(
    expect.objectContaining({ code: 'signature_invalid' }),
  );
});

test.each([
  ['two identity providers', wire(group(entity(role), entity(role))), 'wrong_message'],
  ['none', wire(entity()), 'wrong_message'],
  ['no entityID', wire(entity(role)).replace(/ entityID="[^"]*"/, ''), 'schema'],
  [
    'a Location to run',
    wire(entity(role)).replace('https://idp.test/in', 'javascript:1'),
    'schema',
  ],
  ['something else', '<a/>', 'wrong_message'],
])('refuses %s', (_, xml, code) => {
  expect(() => read(xml)).toThrow(expect.objectContaining({ code }));
});

test.each([
  [
    'a byte order mark and the XML declaration, as Entra writes it',
    (xml: string) => Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-8"?>${xml}`),
  ],
  [
    'UTF-16, as PowerShell saves it',
    (xml: string) =>
      Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n${xml}`, 'utf16le'),
  ],
])('signed metadata with %s still verifies; KeyInfo may have a prefix', async (_, written) => {
  const target = element(
    'EntityDescriptor',
    { ID: '_e1', entityID: 'https://idp.test/ü', xmlns: ns.metadata },
    role,
  );
  const xml = wire(await signEnveloped(target, { key: signingKey, keyInfoPrefix: 'ds' }));
  expect(xml).toContain('<ds:KeyInfo xmlns:ds=');
  using received = openIdpMetadata(written(xml));
  expect(received.verify({ certificates: trusted }).entityId).toBe('https://idp.test/ü');
  using altered = openIdpMetadata(written(xml.replace('idp.test/in', 'idp.test/on')));
  expect(() => altered.verify({ certificates: trusted })).toThrow(
    expect.objectContaining({ code: 'signature_invalid' }),
  );
});
