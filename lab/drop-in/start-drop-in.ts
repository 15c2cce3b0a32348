import { toBase64 } from '../../certs/certificate.ts';
import { buildDropIn, dropInPaths, imageUsers } from '../../drop-in/index.ts';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import type { LabShown } from '../../web/components/lab-around.tsx';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { SiteServer } from '../../web/http/site-server.ts';
import { alsoListenSecurely, listen } from '../addresses/listen.ts';
import { dropInKey } from './key-file.ts';
import { type DropInOptions, dropInPorts } from './options.ts';

/** What the drop-in needs of the lab around it. */
interface LabAround {
  /** Path of the file with its key; undefined in memory. */
  readonly keyFile: string | undefined;
  readonly clock: Clock;
  readonly exchanges: ExchangeRecorder;
  readonly shown: LabShown;
  /** How the identity provider is reached: so is the drop-in. */
  readonly server: SiteServer;
  /** For https. */
  readonly tls: NonNullable<SiteServer['tls']>;
  /** Where to listen besides loopback. */
  readonly host: string | undefined;
  /** Host name by which browsers reach the identity provider. */
  readonly hostname: string;
  readonly log: SiteLog | undefined;
}

export interface RunningDropIn {
  /** Without a trailing slash. */
  readonly url: string;
  /** The same over https. */
  readonly httpsUrl: string;
  /** Where its metadata is, which is its entity ID as well. */
  readonly metadataUrl: string;
  /** Everybody is signed out. */
  clear(): void;
  close(): Promise<void>;
}

/** @throws {LabError} when the port or the data folder cannot be used */
export async function startDropIn(options: DropInOptions, lab: LabAround): Promise<RunningDropIn> {
  const { keyFile, server, tls, host, hostname, clock, exchanges, shown, log } = lab;
  const { privateKey, certificate } = await dropInKey(keyFile, {
    given: options.key,
    now: clock(),
  });
  const { app, clear } = await buildDropIn({
    serviceProvider: options.serviceProvider,
    users: options.users ?? imageUsers,
    key: { privateKey, certificateBase64: toBase64(certificate) },
    server: { ...server, tls: undefined, aliases: [...(server.aliases ?? []), hostname] },
    clock,
    exchanges,
    shown,
    log,
  });
  const ports = dropInPorts(options);
  try {
    const port = await listen(app, { site: 'dropIn', port: ports.dropIn, host });
    const httpsPort = await alsoListenSecurely(app, { port: ports.dropInHttps, host, tls });
    const url = `http://${hostname}:${port}`;
    return {
      url,
      httpsUrl: `https://${hostname}:${httpsPort}`,
      metadataUrl: url + dropInPaths.metadata,
      clear,
      close: () => app.close(),
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}
