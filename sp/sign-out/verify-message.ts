import type { VerifiedLogout } from '../../saml/logout.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckRun } from '../checking/check-run.ts';
import { checkOf } from '../checking/coded-check.ts';
import { schema } from '../checking/schema.ts';
import { signatureChecks } from './checks/coded.ts';
import type { OpenedLogout } from './read-message.ts';

/**
 * The verified content of a logout message: nothing is read from it before.
 *
 * @throws {SpError} by `run`: `schema` and the signature checks
 */
export function verifyMessage(
  { logout, rawQuery }: OpenedLogout,
  { certificates, allowSha1 }: TrustedProvider,
  run: CheckRun,
): VerifiedLogout {
  const { schemaErrors } = logout;
  run.make([schema], { schemaErrors });
  const trusted = { certificates, allowSha1 };
  try {
    const verified =
      rawQuery === undefined
        ? logout.verifyEnveloped(trusted)
        : logout.verifyQuery(rawQuery, trusted);
    for (const check of signatureChecks)
      run.pass(check, { expected: check.expected, found: check.found(verified) });
    return verified;
  } catch (error) {
    const failed = checkOf(signatureChecks, error);
    if (!failed || !(error instanceof Error)) throw error;
    for (const check of signatureChecks.slice(0, signatureChecks.indexOf(failed)))
      run.pass(check, { expected: check.expected, found: 'as expected' });
    return run.refuse(failed, { expected: failed.expected, found: error.message });
  }
}
