import type { VerifiedLogout } from '../../saml/logout.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckRun } from '../checking/check-run.ts';
import { schema } from '../checking/schema.ts';
import { signatureChecks } from './checks/coded.ts';
import type { OpenedLogout } from './read-message.ts';

/**
 * Verifies a logout message; nothing is read from it before.
 *
 * @throws {SpError} when `schema` or a signature check fails
 */
export function verifyMessage(
  { logout, rawQuery }: Pick<OpenedLogout, 'logout' | 'rawQuery'>,
  { certificates, allowSha1 }: Pick<TrustedProvider, 'certificates' | 'allowSha1'>,
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
