import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { expect, test } from 'vitest';
import { ExchangeError } from '../errors.ts';
import { Connections, defaultLimits } from './exchange.ts';

const page = Buffer.from('<title>Signed in as B.Simon@contoso.com</title>');

/** What the check reads of an answer. */
async function read(body: Uint8Array, encoding: string | undefined, maxBytes = 10_000) {
  const server = createServer((_, response) => {
    if (encoding !== undefined) response.setHeader('content-encoding', encoding);
    response.end(body);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  const connections = new Connections({ signal, limits: { ...defaultLimits, maxBytes } });
  try {
    const reply = await connections.send({ method: 'GET', url: `http://localhost:${port}/` });
    return Buffer.from(reply.body).toString();
  } finally {
    connections.close();
    server.close();
  }
}

test.each([
  ['none', page, undefined],
  ['identity', page, 'identity'],
  ['gzip', gzipSync(page), 'gzip'],
  ['gzip, by its older name in capitals', gzipSync(page), 'X-GZIP'],
  ['deflate', deflateSync(page), 'deflate'],
  ['deflate without a header', deflateRawSync(page), 'deflate'],
  ['br', brotliCompressSync(page), 'br'],
  ['zstd', zstdCompressSync(page), 'zstd'],
  ['two, one upon the other', brotliCompressSync(gzipSync(page)), 'gzip, br'],
  ['one that nobody knows', page, 'x-none'],
])('a page in the coding %s', async (_, body, encoding) => {
  expect(await read(body, encoding)).toBe(page.toString());
});

test('no body in a coding', async () => {
  expect(await read(Buffer.alloc(0), 'gzip')).toBe('');
});

test.each([
  ['what is small and becomes large', gzipSync(Buffer.alloc(20_000)), 'too_large'],
  ['what is in no such coding', page, 'undecodable'],
])('%s is an error', async (_, body, code) => {
  await expect(read(body, 'gzip')).rejects.toMatchObject({
    name: ExchangeError.name,
    code,
  });
});
