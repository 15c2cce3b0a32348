import { type ScimExchange, scimWire } from '../../idp/index.ts';
import { isJsonObject } from '../../scim/json.ts';

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

/** So many requests in a row without an answer end the removal: each may last a minute. */
const PATIENCE = 3;

type Resource = { readonly type: scimWire.ResourceType; readonly id: string };

/**
 * Remembers what a check made, and lets it change and delete nothing else. It is asked before each request and told each answer, so no case can forget it.
 */
export class OwnResources {
  readonly #made = new Map<string, Resource>();
  /** Names of users whose creation had no clear answer: the server may have made them. */
  readonly #unsure = new Set<string>();

  /** @throws {Error} when a request would change what this check did not make; the case is then not played */
  mustBeOurs({ method, path }: Pick<scimWire.ScimRequest, 'method' | 'path'>): void {
    if (method === 'GET' || method === 'POST') return;
    const [, type, id] = /^\/(User|Group)s\/([^/?]+)$/.exec(path) ?? [];
    if (type === undefined || id === undefined || !this.#made.has(`${type}/${decode(id)}`))
      throw new Error(`The check would ${method} ${path}, which it did not make.`);
  }

  learn(
    { method, path, body }: Pick<scimWire.ScimRequest, 'method' | 'path' | 'body'>,
    { answer, json }: Pick<ScimExchange, 'answer' | 'json'>,
  ): void {
    const [, type, id] = /^\/(User|Group)s(?:\/([^/?]+))?/.exec(path) ?? [];
    if (type !== 'User' && type !== 'Group') return;
    if (method === 'DELETE' && id !== undefined && isGone(answer?.status))
      this.#made.delete(`${type}/${decode(id)}`);
    if (method !== 'POST') return;
    const made = json?.id;
    const isMade = answer !== undefined && answer.status >= 200 && answer.status < 300;
    if (isMade && typeof made === 'string' && made !== '')
      this.#made.set(`${type}/${made}`, { type, id: made });
    else if (isMade || !answer || answer.status >= 500) this.#remember(body);
  }

  #remember(body: string | undefined): void {
    try {
      const sent: unknown = JSON.parse(body ?? '');
      if (isJsonObject(sent) && typeof sent.userName === 'string') this.#unsure.add(sent.userName);
    } catch {
      // Not JSON, on purpose: nothing can have been made of it.
    }
  }

  /**
   * Deletes what is left, and what creations without a clear answer may have left. A server that answers nothing any more is given up.
   *
   * @returns what could not be deleted, as `Users/1`
   */
  async remove(send: (request: scimWire.ScimRequest) => Promise<ScimExchange>): Promise<string[]> {
    let silent = 0;
    // Whatever goes wrong with one resource keeps neither the others nor the report.
    const ask = async (request: scimWire.ScimRequest): Promise<ScimExchange | undefined> => {
      if (silent >= PATIENCE) return undefined;
      const exchange = await send(request).catch(() => undefined);
      silent = exchange?.answer ? 0 : silent + 1;
      return exchange;
    };
    for (const userName of this.#unsure) {
      const { json } = (await ask(scimWire.matchResource('User', 'userName', userName))) ?? {};
      const found = Array.isArray(json?.Resources) ? json.Resources : [];
      for (const each of found)
        if (isJsonObject(each) && each.userName === userName && typeof each.id === 'string')
          this.#made.set(`User/${each.id}`, { type: 'User', id: each.id });
    }
    this.#unsure.clear();
    const left: string[] = [];
    // Groups first: some servers refuse to delete their members.
    const all = [...this.#made.values()].toSorted((a, b) => a.type.localeCompare(b.type));
    for (const { type, id } of all) {
      const exchange = await ask(scimWire.deleteResource(type, id));
      if (isGone(exchange?.answer?.status)) this.#made.delete(`${type}/${id}`);
      else left.push(`${type}s/${id}`);
    }
    return left;
  }
}

const isGone = (status: number | undefined) =>
  status === 404 || status === 410 || (status !== undefined && status >= 200 && status < 300);

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
