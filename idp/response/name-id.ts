import { createHmac, randomBytes } from 'node:crypto';
import { nameIdFormat } from '../../saml/names.ts';
import { type Resolved, resolve } from './claim-conditions.ts';
import { ClaimFailure } from './claims.ts';
import { type ClaimsConfiguration, defaultConfiguration } from './claims-configuration.ts';
import { formatOf, sourceInWords, sourceValues } from './source-values.ts';
import { TransformationFailure } from './transformations.ts';
import type { ClaimsSubject } from './user-attributes.ts';
import type { ValueSource } from './value-source.ts';

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
 * value for the source, it is the user principal name; where a transformation gives none, or one that is not legal, a persistent pairwise identifier
 * (entra-saml.md 1.3, 2.5).
 *
 * @throws {ClaimFailure} when a transformation lacks an input, or takes too long
 */
export function nameIdFor(
  settings: NameIdSettings,
  subject: ClaimsSubject,
  request: NameIdRequest,
): NameId {
  const { appId, nameIdFormat: configured, pairwiseSecret } = settings;
  const { value, source } = nameIdValueOf(settings, subject);
  const pairwise = () => pairwiseId({ secret: pairwiseSecret, userId: subject.user.id, appId });
  const spNameQualifier = request.spNameQualifier;
  if (value === undefined && request.nameIdFormat !== nameIdFormat.transient)
    return { format: nameIdFormat.persistent, value: pairwise(), spNameQualifier };
  return chooseNameId({
    requestedFormat: request.nameIdFormat,
    configuredFormat: configured,
    defaultFormat: formatOf(source),
    spNameQualifier,
    value: isPairwise(source) ? pairwise() : (value ?? ''),
    pairwise,
    transient: request.transient ?? (() => randomBytes(32).toString('base64url')),
  });
}

/** Why `nameIdFor` returned this NameID: where its value and its format come from. */
export function explainNameId(
  settings: NameIdSettings,
  subject: ClaimsSubject,
  request: NameIdRequest,
  { format }: NameId,
): string {
  return `${originOfValue(format, settings, subject)}; ${originOfFormat(request.nameIdFormat, settings.nameIdFormat)}`;
}

function originOfValue(format: string, settings: NameIdSettings, subject: ClaimsSubject) {
  if (format === nameIdFormat.transient) return 'Random, for this sign-in only';
  const { value, reason } = nameIdValueOf(settings, subject);
  if (value === undefined) return `${reason}, so it is made for this user and this application`;
  return format === nameIdFormat.persistent ? 'Made for this user and this application' : reason;
}

const userPrincipalName: ValueSource = { kind: 'attribute', attribute: 'user.userprincipalname' };

const isPairwise = (source: ValueSource) =>
  source.kind === 'attribute' && source.attribute === 'user.pairwiseid';

interface NameIdValue {
  /** Absent: a transformation gave no legal value. */
  readonly value: string | undefined;
  readonly source: ValueSource;
  readonly reason: string;
}

function nameIdValueOf(
  { claims = defaultConfiguration }: NameIdSettings,
  subject: ClaimsSubject,
): NameIdValue {
  const resolved = resolveNameId(claims, subject);
  const { source = claims.nameIdSource, reason } = resolved;
  const words = sourceInWords(source);
  if (isPairwise(source)) return { value: '', source, reason: `From ${words}` };
  const [value = ''] = resolved.values;
  if (isLegal(value)) return { value, source, reason };
  if (source.kind === 'transformation')
    return { value: undefined, source, reason: `${words} gives no legal value` };
  const [name = ''] = sourceValues(userPrincipalName, subject);
  return { value: name, source, reason: `${words} is empty, so it is the user principal name` };
}

function resolveNameId(
  { nameIdSource: source, nameIdConditions: conditions }: ClaimsConfiguration,
  subject: ClaimsSubject,
): Resolved {
  try {
    return resolve({ source, conditions }, subject, { nameId: true });
  } catch (error) {
    if (!(error instanceof TransformationFailure)) throw error;
    throw new ClaimFailure('nameidentifier', error);
  }
}

/** At most 256 characters, as SAML Core 8.3.7 asks of persistent identifiers, and none that XML cannot carry (assumed). */
const isLegal = (value: string) =>
  value.trim() !== '' && value.length <= 256 && !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(value);

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
