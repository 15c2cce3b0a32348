import type { SamlError, SamlErrorCode } from '../../saml/errors.ts';
import type { CheckInfo } from './check.ts';

/** A check that saml/ makes while it reads or verifies; it reports the fault by the code of a `SamlError`. */
export interface CodedCheck<Result> extends CheckInfo {
  readonly codes: readonly SamlErrorCode[];
  readonly expected: string;
  /** What to say when it passed. */
  readonly found: (result: Result) => string;
}

/** The check that an error of saml/ belongs to; undefined when it is none of these. */
export function checkOf(
  checks: readonly CheckInfo[],
  { code }: SamlError,
): CodedCheck<never> | undefined {
  return checks.filter(isCoded).find(({ codes }) => codes.includes(code));
}

const isCoded = (check: CheckInfo): check is CodedCheck<never> => 'codes' in check;

/** The check of the list that has this name. @throws {TypeError} when there is none */
export function named<Result>(
  checks: readonly CodedCheck<Result>[],
  name: string,
): CodedCheck<Result> {
  const found = checks.find((check) => check.name === name);
  if (!found) throw new TypeError(`There is no check ${name}.`);
  return found;
}
