import { type ClientCredentials, requestToken } from '../../idp/index.ts';

/** A token that the check gets at the token endpoint of the server, by one way to prove who asks. */
export class ClientGrant {
  readonly #credentials: Omit<ClientCredentials, 'now'>;
  #token: string | undefined;

  constructor(credentials: Omit<ClientCredentials, 'now'>) {
    this.#credentials = credentials;
  }

  /** Asks for a token, which requests have from now on. @returns how long it is valid, in seconds, if the endpoint says so. @throws {TokenFault} */
  async renew(): Promise<number | undefined> {
    const { token, seconds } = await requestToken(this.#credentials);
    this.#token = token;
    return seconds;
  }

  /** The token that was asked for last, or a first one. @throws {TokenFault} */
  readonly token = async (): Promise<string> => {
    if (this.#token === undefined) await this.renew();
    return this.#token ?? '';
  };
}

/** The ways in which the check can get a token. */
export interface ClientGrants {
  readonly secret?: ClientGrant | undefined;
  /** Workload identity federation: a signed token of Entra proves who asks (RFC 7523 2.2). */
  readonly assertion?: ClientGrant | undefined;
}
