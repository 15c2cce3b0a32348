import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';

/** Bytes one after the other, as many as asked for each time. */
type ByteStream = (size: number) => Buffer;

/**
 * Where ids and other values come from that are in SAML messages and in the directory. Never what must stay secret: cookies, CSRF tokens,
 * passwords, codes.
 */
export interface IdSource {
  /** A GUID of version 4, in small letters. @param kind what it is for */
  uuid(kind: string): string;
  bytes(kind: string, size: number): Buffer;
  /** Random bytes for one key; `undefined` when the operating system makes it. */
  forKey(kind: string): ByteStream | undefined;
}

/** A value that nobody can predict, each time. */
export const randomIds: IdSource = {
  uuid: () => randomUUID(),
  bytes: (_, size) => randomBytes(size),
  forKey: () => undefined,
};

/**
 * Values that a seed fixes: the first GUID of a kind is always the same, then the second, and so on. Kinds do not disturb each other. Who knows
 * the seed knows every value, private keys too.
 */
export class SeededIds implements IdSource {
  readonly #seed: string;
  /** How many values of each kind were given. */
  #given = new Map<string, number>();

  /** @param start which start of the same data this is, from 0, so that a later one does not repeat ids */
  constructor(seed: string, start = 0) {
    this.#seed = JSON.stringify([seed, start]);
  }

  uuid(kind: string): string {
    const bytes = this.bytes(kind, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6); // RFC 9562 5.4: version 4, variant 10
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  bytes(kind: string, size: number): Buffer {
    return this.forKey(kind)(size);
  }

  forKey(kind: string): ByteStream {
    const number = this.#given.get(kind) ?? 0;
    this.#given.set(kind, number + 1);
    let block = 0;
    let left = Buffer.alloc(0);
    return (size) => {
      while (left.length < size) {
        const name = JSON.stringify([kind, number, block]);
        left = Buffer.concat([left, createHmac('sha256', this.#seed).update(name).digest()]);
        block += 1;
      }
      const bytes = Buffer.from(left.subarray(0, size));
      left = left.subarray(size);
      return bytes;
    };
  }

  /** @returns a function that goes back to how it is now */
  keepState(): () => void {
    const given = new Map(this.#given);
    return () => {
      this.#given = new Map(given);
    };
  }
}

/** By the adapter of a database, which its transactions share. */
const sources = new WeakMap<object, IdSource>();

/** Says where the ids of a database come from. */
export function useIds<Tables>(db: Kysely<Tables>, ids: IdSource): void {
  sources.set(db.getExecutor().adapter, ids);
}

/** Where the ids of a database come from, also inside a transaction. Default: they are random. */
export const idsOf = <Tables>(db: Kysely<Tables>): IdSource =>
  sources.get(db.getExecutor().adapter) ?? randomIds;
