import type { KeyMaterial } from '../subject.ts';
import { type ResponseMaker, samlabResponses } from './samlab-response.ts';

/** Enough for one turn of the fastest contender. */
const SIZE = 5000;

/** Unsolicited signed responses, in base64, created before measuring, because each assertion is accepted only once. */
export class ResponsePool {
  readonly #maker: ResponseMaker;
  readonly #ready: string[] = [];

  private constructor(maker: ResponseMaker) {
    this.#maker = maker;
  }

  static async of(key: KeyMaterial): Promise<ResponsePool> {
    return new ResponsePool(await samlabResponses(key));
  }

  async fill(): Promise<void> {
    while (this.#ready.length < SIZE)
      this.#ready.push(Buffer.from(await this.#maker.make(undefined)).toString('base64'));
  }

  /** @throws {RangeError} when it is empty */
  take(): string {
    const response = this.#ready.pop();
    if (response === undefined) throw new RangeError('The pool of responses is too small.');
    return response;
  }
}
