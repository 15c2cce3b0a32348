import { requireTypes } from '../../../input/argument-types.ts';
import { refuseFaults } from '../../../input/invalid-input.ts';
import {
  type AuthnContextReporting,
  authnContextReportings,
} from '../../authentication-methods/authn-context.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** What the tokens of an application say about how the user signed in. */
export interface AuthnContextSettings {
  authnContextReporting: AuthnContextReporting;
}

export const authnContextSettingsOf = ({ servicePrincipal }: ApplicationDetails) => ({
  authnContextReporting: servicePrincipal.authnContextReporting,
});

/**
 * Sets which tables AuthnContextClassRef and authnmethodsreferences follow.
 *
 * Entra decides this itself, except that Graph's optional claim `amr` with `include_granular_amr` in its additionalProperties asks for the
 * granular references (entra-saml.md 10.1).
 *
 * @param settings one of `authnContextReportings`
 * @returns the application before the change.
 * @throws {InvalidInput} when there is no such reporting
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the setting first
 */
export async function setAuthnContext(
  db: Database,
  edit: ApplicationEdit,
  settings: { authnContextReporting: string },
): Promise<ApplicationDetails> {
  requireTypes(settings, { authnContextReporting: 'string' });
  const { authnContextReporting } = settings;
  if (!Object.hasOwn(authnContextReportings, authnContextReporting))
    refuseFaults([
      {
        property: 'authnContextReporting',
        code: 'choice',
        message: `authnContextReporting is one of ${Object.keys(authnContextReportings).join(', ')}, not "${authnContextReporting.slice(0, 80)}".`,
      },
    ]);
  return changeApplication(db, edit, authnContextSettingsOf, () => ({ authnContextReporting }));
}
