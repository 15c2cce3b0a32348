import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A larger message is not kept; Entra's have 5 to 20 KB. */
const MAX_MESSAGE_BYTES = 64 * 1024;

/** No compressed record or message is larger than this when it is read. In bytes. */
const MAX_READ = 1024 * 1024;

/** What a passed check saw. Its title and clause are in the program, so they are not stored with each session. */
export type Outcome = readonly [name: string, expected: string, found: string];

/** What the employee's page shows about the sign-in. */
export interface SignInRecord {
  readonly signed: string;
  readonly algorithm: string;
  readonly thumbprint: string;
  readonly issuer: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly checks: readonly Outcome[];
  /** The Response as received, decoded; absent when it is not kept (any more). */
  readonly message?: Uint8Array | undefined;
}

/** The columns of a record: as text and bytes when a session opens, both compressed by DEFLATE (RFC 1951) later. */
export interface StoredRecord {
  readonly record: string | Uint8Array;
  readonly message: Uint8Array | null;
}

/** Most checks find what they expect, which is stored once. */
export function stored({ message, checks, ...rest }: SignInRecord): StoredRecord & {
  record: string;
} {
  const short = checks.map(([name, expected, found]) =>
    expected === found ? [name, expected] : [name, expected, found],
  );
  return {
    record: JSON.stringify({ ...rest, checks: short }),
    message: message && message.length <= MAX_MESSAGE_BYTES ? message : null,
  };
}

/** The same, compressed. */
export const compressed = ({
  record,
  message,
}: StoredRecord & { record: string }): StoredRecord & { record: Uint8Array } => ({
  record: deflateRawSync(record),
  message: message && deflateRawSync(message),
});

/** Reads a record back. A message that was dropped is absent. */
export function read({ record, message }: StoredRecord): SignInRecord {
  const packed = typeof record !== 'string';
  const text = packed ? inflate(record).toString('utf8') : record;
  const { checks, ...rest } = JSON.parse(text) as Omit<SignInRecord, 'checks'> & {
    checks: [name: string, expected: string, found?: string][];
  };
  return {
    ...rest,
    checks: checks.map(([name, expected, found = expected]) => [name, expected, found]),
    message: (packed && message ? inflate(message) : message) ?? undefined,
  };
}

const inflate = (bytes: Uint8Array) => inflateRawSync(bytes, { maxOutputLength: MAX_READ });
