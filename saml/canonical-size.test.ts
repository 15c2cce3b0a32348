import { describe, expect, test } from 'vitest';
import { element, wire } from './canonical-writer.ts';
import { signEnveloped } from './sign.ts';
import { assertion, response, signingKey } from './testing/messages.ts';
import { honest, refusal, verify } from './testing/verify-response.ts';

describe('a message that grows when it is canonicalised', () => {
  const longNamespace = `urn:${'x'.repeat(500)}`;

  test.each([
    ['CanonicalizationMethod', 'canonicalised by exclusive C14N'],
    ['SignatureMethod', 'no parameters'],
    ['Transform', 'transforms must be'],
    ['DigestMethod', 'no parameters'],
  ])('elements in %s are refused before they are canonicalised', async (name, rule) => {
    const xml = await honest();
    const grown = xml.replace(
      new RegExp(`(<${name} [^>]*?)(?:/>|></${name}>)`),
      `$1 xmlns:a="${longNamespace}">${'<a:x/>'.repeat(5000)}</${name}>`,
    );
    expect(grown.length).toBeGreaterThan(xml.length + 30_000);
    expect(refusal(xml)).toBe('accepted');
    expect(refusal(grown)).toBe('signature_profile');
    expect(() => verify(grown)).toThrow(rule);
  });

  test('a SignedInfo larger than 64 KiB is refused before its signature is checked', async () => {
    const xml = await honest();
    const spaced = (blanks: number) => xml.replace('<Reference', `${' '.repeat(blanks)}$&`);
    expect(refusal(spaced(10_000))).toBe('untrusted_key');
    expect(refusal(spaced(65_000))).toBe('too_large');
  });

  test('a namespace with a very long name is refused before schema validation', async () => {
    const xml = await honest();
    const extended = (length: number) =>
      xml.replace(
        '<samlp:Status>',
        `<samlp:Extensions><a:x xmlns:a="urn:${'x'.repeat(length)}"/></samlp:Extensions>$&`,
      );
    expect(refusal(extended(500))).toBe('accepted');
    expect(refusal(extended(600))).toBe('too_large');
  });

  test('a Response is refused for the size of its canonical form, though its SignedInfo is genuine', async () => {
    const xml = wire(await signEnveloped(response(assertion()), { key: signingKey }));
    const extended = (uri: string) =>
      xml.replace(
        '<samlp:Status>',
        `<samlp:Extensions xmlns:a="${uri}">${'<a:x/>'.repeat(10_000)}</samlp:Extensions>$&`,
      );
    expect(refusal(extended('urn:a'))).toBe('signature_invalid');
    expect(refusal(extended(longNamespace))).toBe('too_large');
  });

  test('many typed values have the same attribute limit before and after canonicalisation', async () => {
    const typed = element(
      'AttributeValue',
      {
        'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:type': 'xs:string',
      },
      'group',
    );
    const one = assertion();
    const signed = await signEnveloped(
      {
        ...one,
        children: [
          ...one.children,
          element(
            'AttributeStatement',
            {},
            element('Attribute', { Name: 'groups' }, ...Array.from({ length: 900 }, () => typed)),
          ),
        ],
      },
      { key: signingKey },
    );
    // As other signers write it: the namespaces once, where the message begins.
    const declarations = / xmlns:xs="[^"]*" xmlns:xsi="[^"]*"/;
    const xml = wire(response(signed));
    const [once = ''] = declarations.exec(xml) ?? [];
    const short = xml.replaceAll(once, '').replace('<samlp:Response', `$&${once}`);
    expect(short.split('=').length).toBeLessThan(1100);
    expect(xml.split('=').length).toBeGreaterThan(2700);
    expect(verify(short).assertion.attributes[1]?.values).toHaveLength(900);
  });
});
