import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { makeEcKey } from '../../certs/ec-certificate.ts';
import { realUrls } from './names.ts';
import { otherNames } from './other-names.tsx';

/** Where the real names are answered, for the browser that is sent here. */
export interface Door {
  /** On 127.0.0.1, for every name, with https and http. */
  readonly port: number;
  /** SHA-256 of the public key of the certificate, base64: the only certificate that the browser is told to accept without an authority. */
  readonly keyHash: string;
  close(): Promise<void>;
}

/** Connections at the same time, over all names. */
const MAX_CONNECTIONS = 1000;

/** For a client to begin, and to agree on TLS, in ms. */
const PATIENCE = 10_000;

/** What a TLS connection begins with: a handshake record (RFC 8446 5.1). */
const HANDSHAKE = 22;

/**
 * Answers for every name, on a free port of 127.0.0.1: it ends TLS and hands each connection to the server of the site whose name the browser
 * asked for (RFC 6066 3), so that the limits and the end of that server cover it. The key is made here and is in memory only.
 */
export async function openDoor(
  sites: Readonly<Record<'idp' | 'sp', FastifyInstance>>,
): Promise<Door> {
  await Promise.all([sites.idp.ready(), sites.sp.ready()]);
  const { privateKey, certificateBase64 } = makeEcKey('samlab', new Date(Date.now() - 60_000));
  const certificate = new X509Certificate(Buffer.from(certificateBase64, 'base64'));
  const others = otherNames();
  const sitesByName = new Map([
    [new URL(realUrls.idp).hostname, sites.idp.server],
    [new URL(realUrls.sp).hostname, sites.sp.server],
  ]);
  const tls = createTlsServer(
    {
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      cert: certificate.toString(),
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: PATIENCE,
    },
    (socket) => (sitesByName.get(socket.servername || '') ?? others).emit('connection', socket),
  );
  const door = createServer((socket) => {
    const giveUp = () => void socket.destroy();
    socket.setTimeout(PATIENCE, giveUp);
    socket.on('error', giveUp); // the client has gone
    socket.once('readable', () => {
      const first: Buffer | null = socket.read(1);
      if (!first) return giveUp();
      socket.unshift(first);
      socket.setTimeout(0).off('timeout', giveUp);
      (first[0] === HANDSHAKE ? tls : others).emit('connection', socket);
    });
  });
  door.maxConnections = MAX_CONNECTIONS;
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP port');
  const publicKey = certificate.publicKey.export({ type: 'spki', format: 'der' });
  const open = new Set<Socket>();
  door.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    port: address.port,
    keyHash: createHash('sha256').update(publicKey).digest('base64'),
    async close() {
      const closed = once(door, 'close');
      door.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
