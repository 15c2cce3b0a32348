import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';

interface Behind {
  /** The tenant at the identity provider: `http://localhost:4100/<id>`. */
  readonly tenant: string;
  readonly peakon: { readonly url: string; readonly token: string };
}

const audience = 'https://graph.microsoft.com';

/**
 * Peakon behind tokens of the lab's own token endpoint, which it verifies with jose.
 */
export class TokenGateway implements AsyncDisposable {
  /** `appid` of the tokens that were good. */
  readonly clients = new Set<unknown>();
  readonly #behind: Behind;
  readonly #server = createServer((request, response) => this.#serve(request, response));

  private constructor(behind: Behind) {
    this.#behind = behind;
  }

  static async start(behind: Behind): Promise<TokenGateway> {
    const gateway = new TokenGateway(behind);
    const { promise, resolve } = Promise.withResolvers<void>();
    gateway.#server.listen(0, '127.0.0.1', resolve);
    await promise;
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await request.toArray()).join('');
    const answer = await this.#scim(request, body);
    const text = await answer.text();
    const type = answer.headers.get('content-type');
    response.writeHead(answer.status, type === null ? {} : { 'content-type': type }).end(text);
  }

  async #scim(
    { method = '', url = '', headers }: IncomingMessage,
    body: string,
  ): Promise<Response> {
    const { tenant, peakon } = this.#behind;
    const [, token = ''] = headers.authorization?.split('Bearer ') ?? [];
    const keys = createRemoteJWKSet(new URL(`${tenant}/discovery/keys`));
    const verified = await jwtVerify(token, keys, { audience }).catch(() => undefined);
    if (!verified) return new Response('The token is not good.', { status: 401 });
    this.clients.add(verified.payload.appid);
    return fetch(`${peakon.url}${url}`, {
      method,
      headers: {
        authorization: `Bearer ${peakon.token}`,
        ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
      },
      ...(body !== '' && { body }),
    });
  }
}
