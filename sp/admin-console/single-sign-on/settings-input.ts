import { InvalidInput } from '../../../input/invalid-input.ts';
import type { SavedSingleSignOn } from '../../administration/saved-single-sign-on.ts';
import type { SingleSignOnInput } from '../../administration/single-sign-on.ts';
import type { SettingsErrors, SettingsForm } from './settings-form.ts';

/** What is no whole number of seconds breaks the rule about their range, whose message says what is right. */
const outOfRange = -1;

/** The settings that the form describes: the saved certificates stay, those of the form are added. */
export function settingsInput(
  form: SettingsForm,
  saved: SavedSingleSignOn | undefined,
): SingleSignOnInput {
  const { added, revision: _, clockSkewSeconds, ...settings } = form;
  return {
    ...settings,
    clockSkewSeconds: /^\d{1,3}$/.test(clockSkewSeconds) ? Number(clockSkewSeconds) : outOfRange,
    certificates: [...(saved?.input.certificates ?? []), ...added],
  };
}

/**
 * The fields of the form that the broken rules are about.
 *
 * @throws {unknown} every error that is not `InvalidInput`
 */
export function settingsErrors(error: unknown, input: SingleSignOnInput): SettingsErrors {
  if (!(error instanceof InvalidInput)) throw error;
  const errors: SettingsErrors = {};
  for (const { property, code, message } of error.faults) {
    const [list, index] = property.split('.');
    if (list === 'certificates') {
      const file = input.certificates[Number(index)];
      const isDocument = code === 'not_a_certificate' && file !== undefined && isMetadata(file);
      errors.certificate ??= isDocument ? metadataInstead : message;
    } else {
      const name = property as keyof SettingsForm;
      errors[name] ??= property === 'idpEntityId' && code === 'required' ? notDerived : message;
    }
  }
  // The entity ID was to be taken from the Login URL: its fault is enough.
  if (input.idpEntityId === '' && errors.ssoLoginUrl !== undefined) delete errors.idpEntityId;
  return errors;
}

const notDerived =
  'The entity ID of the identity provider cannot be derived from the SSO Login URL. Paste it here: the Microsoft Entra Identifier.';

const metadataInstead =
  'This is the federation metadata, not a certificate. Choose it below, under "Load from federation metadata".';

function isMetadata(file: Uint8Array): boolean {
  const start = Buffer.from(file.subarray(0, 4096)).toString('latin1');
  return /^[^<]{0,10}</.test(start) && start.includes('EntityDescriptor');
}
