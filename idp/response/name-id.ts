import { createHmac, randomBytes } from 'node:crypto';
import { nameIdFormat } from '../../saml/names.ts';
import { aadsts } from '../errors.ts';
import type { ClaimSource } from './claims.ts';
import {
  type ClaimsConfiguration,
  defaultConfiguration,
  formatOf,
  sourceValue,
  type ValueSource,
} from './claims-configuration.ts';

export interface NameId {
  readonly format: string;
  readonly value: string;
  readonly spNameQualifier?: string | undefined;
}

export interface NameIdSource {
  /** Format that the request asks for, one of `requestableFormats`. */
  requestedFormat: string | undefined;
  /** Format that an administrator set for the application. */
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

/** The settings of an application that its NameIDs depend on. */
export interface NameIdSettings {
  appId: string;
  nameIdFormat: string | undefined;
  /** Absent: Entra's default claims. */
  claims: ClaimsConfiguration | undefined;
  /** Of the tenant; see `pairwiseId`. */
  pairwiseSecret: string;
}

/**
 * The NameID of a user towards an application.
 *
 * @param policy the NameIDPolicy of the request, if any
 * @throws {IdpError} 501241 when the user has no value for the configured source
 */
export function nameIdFor(
  { appId, nameIdFormat: configuredFormat, claims, pairwiseSecret }: NameIdSettings,
  user: ClaimSource['user'],
  policy: { nameIdFormat?: string | undefined; spNameQualifier?: string | undefined },
): NameId {
  const { nameIdSource } = claims ?? defaultConfiguration;
  const nameId = chooseNameId({
    requestedFormat: policy.nameIdFormat,
    configuredFormat,
    defaultFormat: formatOf(nameIdSource),
    spNameQualifier: policy.spNameQualifier,
    value: sourceValue(nameIdSource, user),
    pairwise: () => pairwiseId({ secret: pairwiseSecret, userId: user.id, appId }),
    transient: () => randomBytes(32).toString('base64url'),
  });
  if (nameId.value === '') throw aadsts(501241, { source: sourceName(nameIdSource) });
  return nameId;
}

const sourceName = (source: ValueSource): string =>
  source.kind === 'attribute' ? source.attribute : 'constant';

/** What a NameIDPolicy may ask for (entra-saml.md 1.3); anything else is AADSTS75016. */
export const requestableFormats: ReadonlySet<string> = new Set([
  nameIdFormat.persistent,
  nameIdFormat.emailAddress,
  nameIdFormat.unspecified,
  nameIdFormat.transient,
]);

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
