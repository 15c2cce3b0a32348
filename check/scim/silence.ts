import type { ScimExchange } from '../../idp/index.ts';

/** So many requests in a row without an answer in time end the cases: each lasts a minute, and a check has more than a thousand. */
const ENOUGH = 10;

/** Notices when a server answers nothing any more. */
export class Silence {
  #inARow = 0;

  /** One sentence; undefined as long as the server answers. */
  get sentence(): string | undefined {
    if (this.#inARow < ENOUGH) return undefined;
    return `The server gave ${ENOUGH} requests in a row no answer in time, so no more were sent.`;
  }

  note({ fault }: Pick<ScimExchange, 'fault'>): void {
    if (this.sentence !== undefined) return; // what was under way comes too late
    this.#inARow = fault?.kind === 'timeout' ? this.#inARow + 1 : 0;
  }
}
