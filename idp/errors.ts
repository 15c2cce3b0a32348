import { type AadstsCode, type AadstsValues, catalogue } from './aadsts/catalogue.ts';
import type { MethodMismatch } from './error-page/method-mismatch.ts';

/** A link that an error page offers. */
export interface WayBack {
  href: string;
  label: string;
}

export interface ErrorDetails {
  detail?: string;
  back?: WayBack | undefined;
  /** The page with the setting to change; default: that of the code, see `idp/aadsts/setting-page.ts`. */
  setting?: WayBack | undefined;
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
  /** Known once the sign-in is filed, where the check does not give it. */
  setting: WayBack | undefined;

  constructor(
    code: AadstsCode,
    message: string,
    { detail = '', back, setting, advice, cause, mismatch }: ErrorDetails = {},
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
    this.setting = setting;
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
