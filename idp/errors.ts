import { type AadstsCode, type AadstsValues, catalogue } from './aadsts/catalogue.ts';
import type { MethodMismatch } from './error-page/method-mismatch.ts';

/** The link that an error page offers. */
export interface WayBack {
  href: string;
  label: string;
}

export interface ErrorDetails {
  detail?: string;
  back?: WayBack | undefined;
  /** Replaces the catalogue's advice where that would mislead. */
  advice?: string;
  /** Said before the advice: what exactly was wrong, in a sentence. */
  cause?: string | undefined;
  /** Of AADSTS75011. */
  mismatch?: MethodMismatch | undefined;
}

/** A refusal with an AADSTS code. Checks throw it, and the error page alone answers it. `detail` is for the log only. */
export class IdpError extends Error {
  readonly code: AadstsCode;
  readonly advice: string;
  readonly status: number;
  readonly detail: string;
  readonly back: WayBack | undefined;
  readonly mismatch: MethodMismatch | undefined;

  constructor(
    code: AadstsCode,
    message: string,
    { detail = '', back, advice, cause, mismatch }: ErrorDetails = {},
  ) {
    super(`AADSTS${code}: ${message}`);
    this.name = 'IdpError';
    this.code = code;
    const { advice: usual, status = 400 } = catalogue[code];
    this.advice = [cause, advice ?? usual].filter(Boolean).join(' ');
    this.status = status;
    this.detail = detail;
    this.back = back;
    this.mismatch = mismatch;
  }
}

/** Makes the error of a code; the compiler requires the values that its message needs. */
export function aadsts<Code extends AadstsCode>(
  code: Code,
  values: AadstsValues<Code>,
  more: ErrorDetails = {},
): IdpError {
  const message = catalogue[code].message as (values: AadstsValues<Code>) => string;
  return new IdpError(code, message(values).trim(), more);
}
