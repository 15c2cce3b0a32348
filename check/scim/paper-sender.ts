import type { ScimExchange, scimWire } from '../../idp/index.ts';
import type { JsonObject } from '../../scim/json.ts';
import { objectFrom } from './object-from.ts';
import type { Sender } from './sender.ts';

/** Sends nothing, and answers as if everything worked, so that a dry run can say what would be sent. */
export class PaperSender implements Sender {
  readonly domain: string;
  readonly requests: scimWire.ScimRequest[] = [];
  #made = 0;

  constructor(domain: string) {
    this.domain = domain;
  }

  newId(): string {
    return 'GUID';
  }

  async sleep(): Promise<void> {}

  async send(request: scimWire.ScimRequest): Promise<ScimExchange> {
    this.requests.push(request);
    const { method, path, headers, body } = request;
    const json = this.#answer(request);
    return {
      request: { method, url: path, headers, ...(body !== undefined && { body }) },
      answer: { status: method === 'POST' ? 201 : 200, headers: {}, body: JSON.stringify(json) },
      json,
      at: new Date(0).toISOString(),
      durationMs: 0,
      attempts: 1,
    };
  }

  #answer({ method, path, body }: scimWire.ScimRequest): JsonObject {
    if (method === 'POST') {
      this.#made += 1;
      return { ...objectFrom(body), id: `ID-${this.#made}` };
    }
    const isList = /^\/+(?:Users|Groups)(?:\?|$)/.test(path);
    return isList ? { totalResults: 0, startIndex: 1, Resources: [] } : { active: false };
  }
}
