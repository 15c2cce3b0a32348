import type { VerifiedLogout } from '../../saml/logout.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckRun } from '../checking/check-run.ts';
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
  return run.makeCoded(signatureChecks, () =>
    rawQuery === undefined
      ? logout.verifyEnveloped(trusted)
      : logout.verifyQuery(rawQuery, trusted),
  );
}
