import { describe, expect, test } from 'vitest';
import { decodeMetadata } from './metadata-encoding.ts';
import { binding, ns } from './names.ts';
import { readSpDescriptor } from './sp-descriptor.ts';

const entity = `<md:EntityDescriptor xmlns:md="${ns.metadata}" entityID="urn:sp:ü"><md:SPSSODescriptor protocolSupportEnumeration="${ns.protocol}"><md:AssertionConsumerService Binding="${binding.post}" Location="https://sp.test/acs" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>`;
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>\n${entity}`;
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('metadata may be', () => {
  test.each([
    ['UTF-8', Buffer.from(declared('utf-8'))],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${declared('utf-8')}`)],
    ['UTF-16LE with a byte order mark', utf16le(`\ufeff${declared('utf-16')}`)],
    ['UTF-16BE with a byte order mark', utf16be(`\ufeff${declared('UTF-16')}`)],
    ['UTF-16LE without one', utf16le(declared('UTF-16LE'))],
    ['UTF-16BE without one', utf16be(declared('UTF-16BE'))],
    ['UTF-8 that declares UTF-16, as .NET writes it', Buffer.from(declared('utf-16'))],
    ['ISO-8859-1', Buffer.from(declared('ISO-8859-1'), 'latin1')],
    ['windows-1252 without a declaration', Buffer.from(entity, 'latin1')],
    ['UTF-8 after empty lines', Buffer.from(`\r\n\n ${declared('utf-8')}`)],
    ['UTF-16LE after empty lines', utf16le(`\n${declared('utf-16')}`)],
    ['UTF-16LE without a declaration', utf16le(`\ufeff${entity}`)],
    ['UTF-16LE that still declares UTF-8', utf16le(`\ufeff${declared('utf-8')}`)],
  ])('%s', (_, file) => {
    expect(readSpDescriptor(file).entityId).toBe('urn:sp:ü');
  });
});

test.each([
  ['a web page', Buffer.from('<!DOCTYPE html><html><body>login</body></html>'), /an HTML page/],
  ['a web page in UTF-16', utf16le('\ufeff<html lang="en">'), /an HTML page/],
  ['a web page after a comment', Buffer.from('\n<!-- x -->\n<html>'), /an HTML page/],
  ['nothing', Buffer.from(' \n'), /empty/],
  ['half a UTF-16 file', utf16le(`\ufeff${entity}`).subarray(0, -1), /UTF-16/],
])('%s is refused by name', (_, file, message) => {
  expect(() => readSpDescriptor(file)).toThrow(message);
  expect(() => decodeMetadata(Buffer.from(entity))).not.toThrow();
});
