import type { CatalogueCase, MessageRun } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { assertShown } from '../shown.ts';
import { unverified } from '../sig/unverified.ts';
import { signedAssertion } from '../sign-xml.ts';
import { locate } from '../xml-text.ts';
import { named, playForWholeName } from './split-name.ts';

/** Replaces the last character of NameID, which is ASCII, with bytes that a lenient decoder reads as the test user's name. */
const lastOfNameId = (title: string, bytesFor: (code: number) => number[]): MessageRun => ({
  title,
  check: 'encoding',
  withoutTrick: unverified,
  message: (honest) => {
    const xml = signedAssertion(honest);
    const end = Buffer.byteLength(xml.slice(0, locate(xml, 'NameID').contentEnd));
    const bytes = Buffer.from(xml, 'utf8');
    const code = bytes[end - 1];
    if (code === undefined || code > 0x7f)
      throw new TypeError('The last character of NameID must be ASCII here.');
    return {
      xml: Buffer.concat([
        bytes.subarray(0, end - 1),
        Buffer.from(bytesFor(code)),
        bytes.subarray(end),
      ]),
    };
  },
});

export const xmlInvalidUtf8: CatalogueCase = {
  id: 'xml-invalid-utf8',
  group: 'xml',
  title: 'A NameID with invalid UTF-8',
  severity: 'med',
  verdict: 'reject',
  basis: ['XML 1.0 section 4.3.3', 'RFC 3629 section 3'],
  risk: 'Two decoders read two names from the same bytes, and only one was signed.',
  fix: 'Decode strictly: treat invalid UTF-8 as a fatal error.',
  runs: [
    lastOfNameId('overlong encoding of one character', (code) => [
      0xc0 | (code >> 6),
      0x80 | (code & 0x3f),
    ]),
    lastOfNameId('a truncated sequence after the name', (code) => [code, 0xe2, 0x82]),
  ],
};

const bom = '\uFEFF';

export const xmlUtf16: CatalogueCase = {
  id: 'xml-utf16',
  group: 'xml',
  title: 'A message in UTF-16',
  severity: 'low',
  verdict: 'policy',
  basis: ['XML 1.0 section 4.3.3'],
  risk: 'Checks before parsing, such as a search for a DOCTYPE, do not work on UTF-16.',
  fix: 'Refuse everything but UTF-8, or decode before checking the text.',
  runs: [
    {
      title: 'little-endian, with BOM',
      check: 'encoding',
      message: (honest) => ({ xml: Buffer.from(bom + signedAssertion(honest), 'utf16le') }),
    },
    {
      title: 'big-endian, with BOM',
      check: 'encoding',
      message: (honest) => ({
        xml: Buffer.from(bom + signedAssertion(honest), 'utf16le').swap16(),
      }),
    },
  ],
};

/** Signed for a name with a letter beyond ASCII. */
function accented(honest: ResponseSpec) {
  const whole = `jörg.${honest.assertion.nameIdValue}`;
  return { whole, xml: signedAssertion(named(honest, whole)) };
}

export const xmlEncodingMismatch: CatalogueCase = {
  id: 'xml-encoding-mismatch',
  group: 'xml',
  title: 'An XML declaration that says ISO-8859-1 on UTF-8 bytes',
  severity: 'med',
  verdict: 'inert',
  basis: ['XML 1.0 section 4.3.3'],
  risk: 'If the verifier trusts the bytes and the reader the declaration, the name that is read differs from the one signed.',
  fix: 'Refuse a declared encoding other than UTF-8, or decode once for verifier and reader.',
  runs: [
    {
      check: 'encoding',
      play: async (stage) => {
        const seen = await playForWholeName(stage, (honest) => {
          const { whole, xml } = accented(honest);
          return { xml: `<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`, whole };
        });
        // Without an account for this name, the reader's mistake cannot be seen.
        if (seen.check === undefined)
          await assertShown(stage, { validTwin: accented }, 'inert', seen.outcome);
        return seen;
      },
    },
  ],
};
