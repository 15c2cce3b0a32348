import { type ErrorMessage, errorMessage, type ScimType } from '../../scim/error-message.ts';

/** A request that is answered with a SCIM Error (RFC 7644 3.12). Thrown where the fault is found; the error handler answers. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | undefined;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail one sentence for a person: what is wrong, and what would be right */
  constructor(
    status: number,
    detail: string,
    scimType?: ScimType,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
    this.headers = headers;
  }

  get body(): ErrorMessage {
    return errorMessage(this.status, this.message, this.scimType);
  }
}

/** A 400 with one of the types of RFC 7644, table 9. */
export const badRequest = (scimType: ScimType, detail: string): ScimError =>
  new ScimError(400, detail, scimType);

/** @param what `user` */
export const noSuch = (what: string, id: string): ScimError =>
  new ScimError(404, `There is no ${what} with the id ${quoted(id)}.`);

/** A value in a sentence: as JSON, shortened, so that it stays on one line. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
