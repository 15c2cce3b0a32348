import { type AadstsCode, type AadstsValues, catalogue } from './aadsts/catalogue.ts';

/** A link that an error page offers as the way on. */
export interface WayBack {
  href: string;
  label: string;
}

/** A refusal with Entra's number. Checks throw it; the error page alone answers. `detail` is for the log only. */
export class IdpError extends Error {
  readonly code: AadstsCode;
  readonly advice: string;
  readonly status: number;
  readonly detail: string;
  readonly back: WayBack | undefined;

  constructor(
    code: AadstsCode,
    message: string,
    { detail = '', back }: { detail?: string; back?: WayBack | undefined } = {},
  ) {
    super(`AADSTS${code}: ${message}`);
    this.name = 'IdpError';
    this.code = code;
    const { advice, status = 400 } = catalogue[code];
    this.advice = advice;
    this.status = status;
    this.detail = detail;
    this.back = back;
  }
}

/** Makes the error of a code; the compiler asks for the values that its message needs. */
export function aadsts<Code extends AadstsCode>(
  code: Code,
  values: AadstsValues<Code>,
  more: { detail?: string; back?: WayBack | undefined } = {},
): IdpError {
  const message = catalogue[code].message as (values: AadstsValues<Code>) => string;
  return new IdpError(code, message(values).trim(), more);
}
