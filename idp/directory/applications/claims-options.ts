import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import {
  type ClaimsOptions,
  type OptionalClaim,
  upnProperties,
} from '../../response/claims-configuration.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { claimsOf, written } from './claims-settings.ts';

/** Options of an application, all of them. */
export type AllClaimsOptions = {
  [Name in keyof ClaimsOptions]-?: NonNullable<ClaimsOptions[Name]>;
};

/** "Advanced SAML claims options" of an application, and its optional claims. */
export const claimsOptionsOf = (app: ApplicationDetails): AllClaimsOptions => {
  const {
    includeAttributeNameFormat = false,
    appendApplicationIdToIssuer = false,
    audienceOverride = '',
    optionalClaims = [],
  } = claimsOf(app).options ?? {};
  return {
    includeAttributeNameFormat,
    appendApplicationIdToIssuer,
    audienceOverride,
    optionalClaims,
  };
};

/**
 * Sets the options that are given and leaves the others.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} when the audience is not an absolute URI, or an optional claim is unknown or repeated
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the options first
 */
export async function saveClaimsOptions(
  db: Database,
  edit: ApplicationEdit,
  options: ClaimsOptions,
): Promise<ApplicationDetails> {
  requireTypes(options, {
    includeAttributeNameFormat: 'boolean?',
    appendApplicationIdToIssuer: 'boolean?',
    audienceOverride: 'string?',
    optionalClaims: 'object[]?',
  });
  refuseFaults([
    audienceFault(options.audienceOverride),
    ...optionalClaimFaults(options.optionalClaims),
  ]);
  return changeApplication(db, edit, claimsOptionsOf, (_tx, app) => {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    const after = { ...claimsOptionsOf(app), ...Object.fromEntries(given) };
    return written({ ...claimsOf(app), options: after });
  });
}

function audienceFault(audience = ''): Fault | undefined {
  const isUri = /^[a-z][a-z0-9+.-]*:\S+$/i.test(audience) && URL.canParse(audience);
  if (audience === '' || (isUri && audience.length <= 256)) return undefined;
  return {
    property: 'audienceOverride',
    code: 'malformed',
    message:
      'An audience is an absolute URI of at most 256 characters, such as https://sp.example.com.',
  };
}

const optionalNames: readonly string[] = ['acct', 'email', 'upn'];

function optionalClaimFaults(claims: readonly OptionalClaim[] = []): Fault[] {
  return claims.flatMap(({ name, additionalProperties = [] }, index) => {
    const fault = (property: string, code: string, message: string): Fault => ({
      property: `optionalClaims.${index}.${property}`,
      code,
      message,
    });
    if (!optionalNames.includes(name))
      return fault('name', 'unknown', `An optional claim is one of ${optionalNames.join(', ')}.`);
    if (claims.findIndex((one) => one.name === name) < index)
      return fault('name', 'taken', `The optional claim ${name} is there twice.`);
    const known = name === 'upn' ? upnProperties : [];
    const isList = Array.isArray(additionalProperties);
    const odd = isList
      ? additionalProperties.find((one) => !known.some((each) => each === one))
      : String(additionalProperties);
    if (odd === undefined) return [];
    return fault(
      'additionalProperties',
      'unknown',
      name === 'upn'
        ? `The additional properties of upn are ${upnProperties.join(' and ')}.`
        : `The optional claim ${name} has no additional properties.`,
    );
  });
}
