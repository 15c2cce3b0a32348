import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ScimClient, type ScimClientOptions, scimWire, type TenantUrl } from '../../idp/index.ts';
import type { ClientGrants } from './client-grant.ts';
import type { OwnResources } from './own-resources.ts';
import { Patience } from './patience.ts';
import type { Sender, TokenKind } from './sender.ts';

export interface SenderOptions {
  readonly tenantUrl: TenantUrl;
  /** Given, or got by client credentials. */
  readonly token: ScimClientOptions['token'];
  readonly grants?: ClientGrants | undefined;
  /** Of another tenant. */
  readonly tokenB?: string | undefined;
  readonly domain: string;
  readonly timeoutMs?: number | undefined;
  readonly tls?: ScimClientOptions['tls'];
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** A server that asks to wait is asked so often, so that a limit of requests does not look like a fault. */
const ATTEMPTS = 5;

/** Sends requests over HTTP; close it to end its connections. */
export class HttpSender implements Sender {
  readonly domain: string;
  readonly #clients: Readonly<Record<TokenKind, ScimClient>>;
  readonly #own: OwnResources;
  readonly #signal: AbortSignal;
  readonly #patience: Patience;

  constructor(options: SenderOptions, own: OwnResources) {
    const { tenantUrl, token, tokenB, grants, timeoutMs, tls, now, signal } = options;
    const patience = new Patience(now);
    const retryAfter = {
      attempts: ATTEMPTS,
      get maxWaitMs() {
        return patience.longest;
      },
      sleep: (ms: number) => {
        patience.take(ms);
        return this.sleep(ms);
      },
    };
    const client = (given: ScimClientOptions['token'], waits: boolean) =>
      new ScimClient({
        tenantUrl,
        token: given,
        now,
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(tls && { tls }),
        ...(waits && { retryAfter }),
      });
    this.domain = options.domain;
    this.#own = own;
    this.#patience = patience;
    this.#signal = signal;
    this.#clients = {
      given: client(token, true),
      wrong: client(`samlab-${randomBytes(16).toString('hex')}`, false),
      none: client(undefined, false),
      'other-tenant': client(tokenB, false),
      'client-secret': client(grants?.secret?.token, true),
      'client-assertion': client(grants?.assertion?.token, true),
    };
  }

  newId(): string {
    return randomUUID();
  }

  sleep(ms: number): Promise<void> {
    // After an interruption nothing is waited for, so that the clean-up can go on.
    return wait(ms, undefined, { signal: this.#signal }).catch(() => {});
  }

  async send(...[request, token]: Parameters<Sender['send']>): ReturnType<Sender['send']> {
    this.#own.mustBeOurs(request);
    const unsure = this.#own.unconfirmed(request);
    if (unsure) {
      const shown = await this.#clients.given.send(scimWire.getResource(unsure.type, unsure.id));
      this.#own.confirm(unsure, shown);
    }
    const exchange = await this.#clients[token].send(request);
    this.#own.learn(request, exchange);
    return exchange;
  }

  /** From now on, what the check made is removed. */
  beginCleanUp(): void {
    this.#patience.forCleanUp();
  }

  close(): void {
    for (const client of Object.values(this.#clients)) client.close();
  }
}
