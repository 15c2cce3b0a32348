import { createHmac, randomBytes } from 'node:crypto';
import { nameIdFormat } from '../../saml/names.ts';
import { type ClaimsConfiguration, defaultConfiguration } from './claims-configuration.ts';
import { type ClaimsUser, formatOf, sourceInWords, sourceValue } from './value-source.ts';

export interface NameId {
  readonly format: string;
  readonly value: string;
  readonly spNameQualifier?: string | undefined;
}

/** What a NameIDPolicy may ask for (entra-saml.md 1.3); anything else is AADSTS750161. */
export const requestableFormats: ReadonlySet<string> = new Set([
  nameIdFormat.persistent,
  nameIdFormat.emailAddress,
  nameIdFormat.unspecified,
  nameIdFormat.transient,
]);

/** What the NameID depends on in the application. */
export interface NameIdSettings {
  appId: string;
  /** Format that an administrator set. */
  nameIdFormat: string | undefined;
  /** Default: what an application starts with. */
  claims?: ClaimsConfiguration | undefined;
  /** Of the tenant. */
  pairwiseSecret: string;
}

/** What the request asks for: a format of `requestableFormats`, and the name that qualifies the NameID. */
export interface NameIdRequest {
  nameIdFormat?: string | undefined;
  spNameQualifier?: string | undefined;
  /** Makes a transient value. Default: random. */
  transient?: (() => string) | undefined;
}

/**
 * The NameID of a user for an application. A transient value is random; every other value is the same at each sign-in. Where the user has no
 * value for the source, it is the user principal name (entra-saml.md 2.5).
 */
export function nameIdFor(
  { appId, nameIdFormat, claims = defaultConfiguration, pairwiseSecret }: NameIdSettings,
  user: ClaimsUser,
  request: NameIdRequest,
): NameId {
  const { nameIdSource } = claims;
  return chooseNameId({
    requestedFormat: request.nameIdFormat,
    configuredFormat: nameIdFormat,
    defaultFormat: formatOf(nameIdSource),
    spNameQualifier: request.spNameQualifier,
    value:
      sourceValue(nameIdSource, user) ||
      sourceValue({ kind: 'attribute', attribute: 'user.userprincipalname' }, user),
    pairwise: () => pairwiseId({ secret: pairwiseSecret, userId: user.id, appId }),
    transient: request.transient ?? (() => randomBytes(32).toString('base64url')),
  });
}

/** Why `nameIdFor` returned this NameID: where its value and its format come from. */
export function explainNameId(
  { nameIdFormat: configured, claims = defaultConfiguration }: NameIdSettings,
  user: ClaimsUser,
  request: NameIdRequest,
  { format }: NameId,
): string {
  return `${originOfValue(format, claims, user)}; ${originOfFormat(request.nameIdFormat, configured)}`;
}

function originOfValue(format: string, { nameIdSource }: ClaimsConfiguration, user: ClaimsUser) {
  if (format === nameIdFormat.persistent) return 'Made for this user and this application';
  if (format === nameIdFormat.transient) return 'Random, for this sign-in only';
  const words = sourceInWords(nameIdSource);
  return sourceValue(nameIdSource, user)
    ? `From ${words}`
    : `${words} is empty, so it is the user principal name`;
}

function originOfFormat(requested: string | undefined, configured: string | undefined): string {
  if (requested !== undefined) return 'the request asks for this format';
  return configured === undefined
    ? 'the format is the usual one for this source'
    : 'the format is configured for the application';
}

interface NameIdSource {
  requestedFormat: string | undefined;
  configuredFormat: string | undefined;
  spNameQualifier: string | undefined;
  /** What the configured source says, see `sourceValue`. */
  value: string;
  /** Of the source, when neither the request nor the application names one; default emailAddress. */
  defaultFormat?: string | undefined;
  /** Stable for a user and an application, see `pairwiseId`; only made when needed. */
  pairwise: () => string;
  /** Random, for this operation only. */
  transient: () => string;
}

/** The request's format wins over the application's, and that over the default of the source (entra-saml.md 1.3, 2.5). */
export function chooseNameId(source: NameIdSource): NameId {
  const format =
    source.requestedFormat ??
    source.configuredFormat ??
    source.defaultFormat ??
    nameIdFormat.emailAddress;
  return { format, value: valueFor(format, source), spNameQualifier: source.spNameQualifier };
}

function valueFor(format: string, source: NameIdSource): string {
  if (format === nameIdFormat.persistent) return source.pairwise();
  if (format === nameIdFormat.transient) return source.transient();
  return source.value;
}

/** Opaque, 43 characters of base64url, the same for a user and an application each time (entra-saml.md 2.5). */
export function pairwiseId({
  secret,
  userId,
  appId,
}: {
  secret: string;
  userId: string;
  appId: string;
}): string {
  return createHmac('sha256', secret).update(`${appId} ${userId}`).digest('base64url');
}
