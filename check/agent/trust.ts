import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { type ConnectionOptions, rootCertificates, type TLSSocket } from 'node:tls';
import { isLoopback } from '../subject/loopback.ts';

/** Which servers a check trusts over https: those with a public certificate, those of `--ca`, and any on this machine. */
export class Trust {
  readonly #ca: readonly string[];
  readonly #onPrivate: (origin: string) => void;
  readonly #told = new Set<string>();

  /**
   * @param ca PEM certificates, trusted in addition to the public authorities.
   * @param onPrivate called once for each origin on this machine whose certificate would not be trusted elsewhere.
   */
  constructor(ca: readonly string[] = [], onPrivate: (origin: string) => void = () => {}) {
    this.#ca = ca;
    this.#onPrivate = onPrivate;
  }

  agent(options: AgentOptions): HttpsAgent {
    return new HttpsAgent({ ...options, ...this.#authorities() });
  }

  /** TLS options for one server: on this machine, an untrusted certificate is accepted, and reported by `noticed`. */
  optionsFor(url: string): Pick<ConnectionOptions, 'rejectUnauthorized' | 'servername'> {
    const { hostname } = new URL(url);
    return {
      ...(isLoopback(url) && { rejectUnauthorized: false }),
      ...(isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && { servername: hostname }),
    };
  }

  /** After a response from `url`: says so once if only being on this machine made its certificate acceptable. */
  noticed(url: string, socket: Pick<TLSSocket, 'authorized'>): void {
    const { origin } = new URL(url);
    if (socket.authorized || this.#told.has(origin)) return;
    this.#told.add(origin);
    this.#onPrivate(origin);
  }

  #authorities(): Pick<AgentOptions, 'ca'> {
    return this.#ca.length === 0 ? {} : { ca: [...rootCertificates, ...this.#ca] };
  }
}
