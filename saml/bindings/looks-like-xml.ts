/** Whether bytes begin as XML does: a byte order mark and white space aside, with `<`. Tells the encodings of two bindings apart. */
export const looksLikeXml = (bytes: Uint8Array): boolean =>
  /^(?:\xef\xbb\xbf)?[ \t\r\n]*</.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'));
