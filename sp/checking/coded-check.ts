import type { SamlError, SamlErrorCode } from '../../saml/errors.ts';
import type { CheckInfo } from './check.ts';

/** A check that saml/ makes while it reads or verifies; it reports a fault by the code of a `SamlError`. */
export interface CodedCheck<Result> extends CheckInfo {
  readonly codes: readonly SamlErrorCode[];
  readonly expected: string;
  /** The finding of a passed check. */
  readonly found: (result: Result) => string;
}

/** The check that an error of saml/ belongs to; undefined for any other error. */
export function checkOf(
  checks: readonly CheckInfo[],
  { code }: SamlError,
): CodedCheck<never> | undefined {
  return checks.filter(isCoded).find(({ codes }) => codes.includes(code));
}

const isCoded = (check: CheckInfo): check is CodedCheck<never> => 'codes' in check;

/** The check with this name. @throws {TypeError} when the list has no such check */
export function named<Result>(
  checks: readonly CodedCheck<Result>[],
  name: string,
): CodedCheck<Result> {
  const found = checks.find((check) => check.name === name);
  if (!found) throw new TypeError(`There is no check ${name}.`);
  return found;
}
