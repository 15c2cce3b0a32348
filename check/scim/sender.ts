import type { ScimExchange, scimWire } from '../../idp/index.ts';

/** Which token a request has. */
export type TokenKind =
  | 'given'
  | 'wrong'
  | 'none'
  | 'other-tenant'
  | 'client-secret'
  | 'client-assertion';

/** A request of a case, the token that it had, and its answer. */
export interface CaseExchange extends ScimExchange {
  readonly token: TokenKind;
}

/** Sends the requests of a check. */
export interface Sender {
  /** Of the mails and names of test users. */
  readonly domain: string;
  newId(): string;
  sleep(ms: number): Promise<void>;
  send(request: scimWire.ScimRequest, token: TokenKind): Promise<ScimExchange>;
}
