import { isVendorAddress } from '../../idp/index.ts';
import { endpoints } from '../endpoints.ts';
import { employee, literalEmployee } from '../tutorial.ts';
import type { TutorialState } from './state.ts';

/** A saved value and the value it should have. */
interface Compared {
  readonly side: 'Microsoft Entra' | 'Peakon';
  readonly label: string;
  /** The saved value; undefined or empty when nothing was saved. */
  readonly has: string | undefined;
  readonly needs: string | undefined;
}

/** A sentence for every difference. A value that was not saved is not a difference: the step is still to be done. */
function differences(values: readonly Compared[]): string | undefined {
  const sentences = values
    .filter(({ has, needs }) => has && needs && has !== needs)
    .map(
      ({ side, label, has, needs }) => `${side} has ${has} as ${label}; this lab needs ${needs}.`,
    );
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

export const whySignOnUrl = ({ application, urls }: TutorialState) =>
  differences([
    {
      side: 'Microsoft Entra',
      label: 'Sign on URL',
      has: application?.settings.signOnUrl,
      needs: endpoints(urls).signOnUrl,
    },
  ]);

/** Compares what was entered in Peakon; certificates by their thumbprints, as both sites show them. */
export function whyEntraValues({ peakon, application, urls }: TutorialState): string | undefined {
  if (!peakon) return undefined;
  const { loginUrl, logoutUrl } = endpoints(urls);
  const { certificates } = peakon;
  const needed = application?.certificate;
  return differences([
    { side: 'Peakon', label: 'SSO Login URL', has: peakon.ssoLoginUrl, needs: loginUrl },
    {
      side: 'Peakon',
      label: 'SSO Logout URL',
      has: peakon.ssoLogoutUrl ?? 'nothing',
      needs: logoutUrl,
    },
    {
      side: 'Peakon',
      label: 'certificate (thumbprint)',
      has: needed && certificates.includes(needed) ? needed : certificates.join(', '),
      needs: needed,
    },
  ]);
}

/** Peakon derives the entity ID from the Login URL unless it was typed, so a wrong Login URL is reported only once. */
export function whyEnabled(state: TutorialState): string | undefined {
  const has = state.peakon?.idpEntityId;
  const needs = endpoints(state.urls).entraIdentifier;
  return (
    whyEntraValues(state) ??
    differences([{ side: 'Peakon', label: 'Microsoft Entra Identifier', has, needs }])
  );
}

/** Says nothing while only the patterns of the earlier step are saved: this step has not been tried yet. */
export function whyRealValues({ application, urls }: TutorialState): string | undefined {
  if (!application) return undefined;
  const { identifierUris, replyUrls } = application.settings;
  if ([...identifierUris, ...replyUrls].every(isVendorAddress)) return undefined;
  const { identifier, replyUrl } = endpoints(urls);
  return differences([
    {
      side: 'Microsoft Entra',
      label: defaultOf('Identifier', identifierUris),
      has: identifierUris[0],
      needs: identifier,
    },
    {
      side: 'Microsoft Entra',
      label: defaultOf('Reply URL', replyUrls),
      has: replyUrls[0],
      needs: replyUrl,
    },
  ]);
}

const defaultOf = (label: string, values: readonly string[]) =>
  values.length > 1 ? `default ${label}` : label;

/** Only the address from the tutorial's text is a mistake; other employees are fine. */
export const whyEmployee = (state: TutorialState) =>
  differences([
    {
      side: 'Peakon',
      label: 'e-mail address',
      has: state.literalEmployee ? literalEmployee.email : undefined,
      needs: employee.email,
    },
  ]);
