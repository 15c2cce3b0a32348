import { createHash } from 'node:crypto';

/** The same GUID for the same names, on every machine: a version 8 UUID (RFC 9562 5.8) of their hash. */
export function stableGuid(...names: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(names)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
