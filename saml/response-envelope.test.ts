import { describe, expect, test } from 'vitest';
import { openResponse } from './response.ts';
import { honest } from './testing/verify-response.ts';

describe('the envelope', () => {
  test('is available unverified, with the schema violations', async () => {
    using received = openResponse(Buffer.from(await honest()));
    expect(received.schemaErrors).toEqual([]);
    expect(received.envelope).toEqual({
      id: '_r1',
      version: '2.0',
      issueInstant: '2026-01-01T00:00:00.000Z',
      destination: 'https://sp.example.test/acs',
      inResponseTo: 'id1',
      issuer: 'https://idp.example.test/',
      status: { code: 'urn:oasis:names:tc:SAML:2.0:status:Success' },
      assertions: 1,
      encryptedAssertions: 0,
    });
  });

  test.each([
    ['a repeated ID', (xml: string) => xml.replace('ID="_r1"', 'ID="_a1"'), /ID/],
    ['no Status', (xml: string) => xml.replace(/<samlp:Status>.*<\/samlp:Status>/, ''), /Status/],
    [
      'an invalid instant',
      (xml: string) => xml.replace('2026-01-01T00:00:00.000Z', 'today'),
      /today/,
    ],
  ])('%s is a schema error', async (_, alter, expected) => {
    using received = openResponse(Buffer.from(alter(await honest())));
    expect(received.schemaErrors.join(' ')).toMatch(expected);
  });

  test('a schema violation is a short sentence, however long the value', async () => {
    const xml = await honest();
    const long = xml.replaceAll(/IssueInstant="[^"]*"/g, `IssueInstant="${'{'.repeat(50_000)}"`);
    using received = openResponse(Buffer.from(long));
    const [first = '', ...more] = received.schemaErrors;
    expect(first).toMatch(/^Element 'Response', attribute 'IssueInstant': '\{+\.\.\.$/);
    for (const each of [first, ...more]) expect(each.length).toBeLessThan(310);
  });

  test('at most five schema violations are listed', async () => {
    const xml = await honest();
    const wrong = (count: number) =>
      xml.replace(
        '<AttributeStatement>',
        `<AttributeStatement>${'<Attribute Name="a" NameFormat="%"/>'.repeat(count)}`,
      );
    using few = openResponse(Buffer.from(wrong(3)));
    using many = openResponse(Buffer.from(wrong(300)));
    expect([few.schemaErrors.length, many.schemaErrors.length]).toEqual([3, 5]);
    expect(few.schemaErrors[0]).toMatch(/^Element 'Attribute', attribute 'NameFormat': '%'/);
  });

  test('a message that is not a Response is refused', () => {
    expect(() => openResponse(Buffer.from('<Response/>'))).toThrow(/A Response was expected/);
  });
});
