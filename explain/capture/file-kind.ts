/** Files that people take for a capture: their first bytes in hex, and what to do with each. */
const kinds: readonly (readonly [start: RegExp, what: string])[] = [
  [/^89504e47/, 'a PNG picture: a screenshot shows a message, and does not contain it'],
  [/^ffd8ff/, 'a JPEG picture: a screenshot shows a message, and does not contain it'],
  [/^47494638/, 'a GIF picture: a screenshot shows a message, and does not contain it'],
  [
    /^52494646.{8}57454250/,
    'a WebP picture: a screenshot shows a message, and does not contain it',
  ],
  [/^25504446/, 'a PDF document: copy the message out of it, or give the capture itself'],
  [/^504b0[356]0[468]/, 'a ZIP archive, or a document in one: unpack it and give the file in it'],
  [
    /^(?:377abcaf271c|526172211a07|fd377a585a00|28b52ffd|425a68[3-9]|.{514}7573746172)/,
    'an archive: unpack it and give the file in it',
  ],
  [/^d0cf11e0a1b11ae1/, 'a document of Microsoft Office: copy the message out of it'],
  [/^[0-9a-f]{8}66747970/, 'a video'],
  [
    /^(?:0a0d0d0a|d4c3b2a1|a1b2c3d4)/,
    'a network capture, in which HTTPS is encrypted: record a HAR file in the browser instead',
  ],
  [/^(?:7f454c46|4d5a)/, 'a program'],
  [/^53514c69746520666f726d6174/, 'an SQLite database'],
];

/** What a file is if it cannot be a capture; undefined if it can. @param start its first bytes */
export function otherKind(start: Uint8Array): string | undefined {
  const bytes = Buffer.from(start.subarray(0, 300));
  const text = bytes.toString('latin1');
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY/.test(text))
    return 'a private key: give it with --key, beside a capture';
  if (/^-----BEGIN CERTIFICATE/.test(text))
    return 'a certificate: give it with --certificate, beside a capture';
  const hex = bytes.toString('hex');
  return kinds.find(([pattern]) => pattern.test(hex))?.[1];
}

/** Metadata is what people give instead of a message most often. */
export function otherXml(text: string): string | undefined {
  const [, root] =
    /^\s*(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|\s+)*<(?:[\w.-]+:)?([\w.-]+)/.exec(text) ?? [];
  if (root === undefined) return undefined;
  if (/^EntitiesDescriptor$|^EntityDescriptor$/.test(root))
    return 'SAML metadata: give it with --metadata or --sp-metadata, beside a capture';
  return /^html$/i.test(root)
    ? 'a web page without a SAML message in a form'
    : `XML with the root element ${root}`;
}
