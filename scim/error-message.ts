import { urn } from './urns.ts';

/** RFC 7644 3.12, table 9. */
export const scimTypes = [
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
  'invalidVers',
  'sensitive',
] as const;

export type ScimType = (typeof scimTypes)[number];

/** The body of an error, RFC 7644 3.12. */
export interface ErrorMessage {
  readonly schemas: readonly [typeof urn.error];
  /** The HTTP status, as text. */
  readonly status: string;
  readonly scimType?: ScimType;
  readonly detail?: string;
}

/** @param detail a sentence for a person. */
export function errorMessage(status: number, detail: string, scimType?: ScimType): ErrorMessage {
  return {
    schemas: [urn.error],
    ...(scimType !== undefined && { scimType }),
    detail,
    status: String(status),
  };
}
