import { type AadstsCode, type AadstsValues, catalogue } from './aadsts/catalogue.ts';

/** A link that an error page offers as the way on. */
export interface WayBack {
  href: string;
  label: string;
}

export interface ErrorDetails {
  detail?: string;
  back?: WayBack | undefined;
  /** In place of the catalogue's, where that would speak of something that is not there. */
  advice?: string;
}

/** A refusal with Entra's number. Checks throw it; the error page alone answers. `detail` is for the log only. */
export class IdpError extends Error {
  readonly code: AadstsCode;
  readonly advice: string;
  readonly status: number;
  readonly detail: string;
  readonly back: WayBack | undefined;

  constructor(code: AadstsCode, message: string, { detail = '', back, advice }: ErrorDetails = {}) {
    super(`AADSTS${code}: ${message}`);
    this.name = 'IdpError';
    this.code = code;
    const { advice: usual, status = 400 } = catalogue[code];
    this.advice = advice ?? usual;
    this.status = status;
    this.detail = detail;
    this.back = back;
  }
}

/** Makes the error of a code; the compiler asks for the values that its message needs. */
export function aadsts<Code extends AadstsCode>(
  code: Code,
  values: AadstsValues<Code>,
  more: ErrorDetails = {},
): IdpError {
  const message = catalogue[code].message as (values: AadstsValues<Code>) => string;
  return new IdpError(code, message(values).trim(), more);
}
