/** Bodies that were compressed although `Accept-Encoding: identity` asked for none: some servers always do, and browsers read them. */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

interface Limit {
  readonly maxOutputLength: number;
}

type Decoder = (body: Uint8Array, limit: Limit) => Promise<Uint8Array>;

const zlib = promisify<Uint8Array, Limit, Uint8Array>(inflate);
const raw = promisify<Uint8Array, Limit, Uint8Array>(inflateRaw);
const unzipped = promisify<Uint8Array, Limit, Uint8Array>(gunzip);

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: unzipped,
  'x-gzip': unzipped,
  // Some servers leave out the header of RFC 1950 (RFC 9110 8.4.1.2).
  deflate: (body, limit) => (((body[0] ?? 0) & 0x0f) === 8 ? zlib : raw)(body, limit),
  br: promisify<Uint8Array, Limit, Uint8Array>(brotliDecompress),
  zstd: promisify<Uint8Array, Limit, Uint8Array>(zstdDecompress),
};

/**
 * Undoes the content codings of a body, the last one first (RFC 9110 8.4). A coding that is not known leaves it as it is.
 *
 * @param maxBytes limit for what comes out
 * @throws {RangeError} when more than that comes out
 * @throws {Error} when the body is not in that coding
 */
export async function decodeContent(
  body: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  if (body.length === 0 || encoding === undefined) return body;
  let decoded = body;
  for (const coding of encoding.toLowerCase().split(',').reverse()) {
    const decode = decoders[coding.trim()];
    if (decode) decoded = await decode(decoded, { maxOutputLength: maxBytes });
  }
  return decoded;
}
