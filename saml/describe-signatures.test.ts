import { describe, expect, test } from 'vitest';
import { wire } from './canonical-writer.ts';
import { describeSignatures } from './describe-signatures.ts';
import { signEnveloped } from './sign.ts';
import { assertion, signingKey } from './testing/messages.ts';

const xml = async () => wire(await signEnveloped(assertion(), { key: signingKey }));
const described = (text: string) => describeSignatures(Buffer.from(text));

test('a Signature says its method, what it covers, and the certificate it carries', async () => {
  expect(described(await xml())).toEqual([
    {
      position: 2, // Assertion, Issuer, Signature
      algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      references: [
        {
          uri: '#_a1',
          digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
          covers: [{ position: 0, name: 'Assertion' }],
        },
      ],
      certificates: ['AAAA'],
    },
  ]);
});

describe('what a Reference covers', () => {
  const coversOf = (text: string) =>
    described(text)[0]?.references[0]?.covers.map(({ position }) => position);

  test('the element with the ID, wherever it is', async () => {
    const moved = `<Wrapper>${(await xml()).replace(' ID="_a1"', ' ID="_a2"')}<Old ID="_a1"/></Wrapper>`;
    const elements = moved.match(/<\w[^>]*>/g)?.length ?? 0;
    expect(coversOf(moved)).toEqual([elements - 1]);
  });
  test('several elements with one ID', async () =>
    expect(coversOf(`<Wrapper ID="_a1">${await xml()}</Wrapper>`)).toEqual([0, 1]));
  test('the whole document without an ID', async () =>
    expect(coversOf((await xml()).replace('URI="#_a1"', 'URI=""'))).toEqual([0]));
  test('nothing of another document', async () =>
    expect(coversOf((await xml()).replace('URI="#_a1"', 'URI="http://x.test/"'))).toEqual([]));
});

test('a message without a Signature has none, and one that the parser refuses is refused', () => {
  expect(described('<a/>')).toEqual([]);
  expect(() => described('<!DOCTYPE a><a/>')).toThrow(expect.objectContaining({ code: 'doctype' }));
});
