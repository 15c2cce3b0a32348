import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { readTenantUrl, TenantUrlFault } from '../../provisioning/client/tenant-url.ts';
import { requireApplication } from '../applications/application-details.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Database } from '../tables.ts';
import { checkNotificationSettings } from './provisioning-settings.ts';
import { removeSecrets, secretsOf, writeSecrets } from './secret-rows.ts';

/** Keys that Graph's `secrets` takes (entra-admin.md 3.4); those of OAuth go through connectivityParameters (scim.md a.4). */
const allowedKeys = [
  'BaseAddress',
  'SecretToken',
  'SyncNotificationSettings',
  'SyncAll',
  'SkipOutOfScopeDeletions',
] as const;

const oauthKeys = [
  'AuthenticationType',
  'Oauth2ClientId',
  'Oauth2ClientSecret',
  'Oauth2TokenExchangeUri',
  'CredentialLocationInRequest',
  'Oauth2Scope',
] as const;

type SecretKey = (typeof allowedKeys)[number] | (typeof oauthKeys)[number];

const hidden: ReadonlySet<string> = new Set<SecretKey>(['SecretToken', 'Oauth2ClientSecret']);
const MASK = '*****';

/** Of a value, in characters: tokens may be long, as a JSON Web Token is. */
const LONGEST = 16_384;

/** Graph, resource type synchronizationSecretKeyStringValuePair. */
export interface SecretValue {
  readonly key: string;
  readonly value: string;
}

/** How the application is reached: Graph's connectivityParameters (beta; scim.md a.4). */
export interface ConnectivityParameters {
  readonly authenticationType: 'AuthenticationToken' | 'OAuth2ClientCredentialsGrant';
  /** The Tenant URL. */
  readonly baseAddress: string | null;
  readonly secretToken: string | null;
  readonly oauth2ClientId: string | null;
  readonly oauth2ClientSecret: string | null;
  readonly oauth2TokenExchangeUri: string | null;
  /** Where the client's id and secret are in the request for a token. */
  readonly credentialLocationInRequest: 'Header' | 'Body';
  /** Sent with the request for a token, if the token endpoint asks for one. No public text of Microsoft names this key: it is assumed. */
  readonly oauth2Scope: string | null;
}

type Column = keyof ConnectivityParameters;

const keyOf: Readonly<Record<Column, SecretKey>> = {
  authenticationType: 'AuthenticationType',
  baseAddress: 'BaseAddress',
  secretToken: 'SecretToken',
  oauth2ClientId: 'Oauth2ClientId',
  oauth2ClientSecret: 'Oauth2ClientSecret',
  oauth2TokenExchangeUri: 'Oauth2TokenExchangeUri',
  credentialLocationInRequest: 'CredentialLocationInRequest',
  oauth2Scope: 'Oauth2Scope',
};

/**
 * Stores the values that are given, as Graph's `PUT secrets` does; the mask, which is read in place of a secret, changes nothing.
 *
 * @throws {InvalidInput} under the key: `NotInAllowList` for a key that `secrets` does not take, `tenant_url`, `required` also for a secret whose
 *   address is of another server than before, `too_long`, `type`
 * @throws {NotFound} when the application does not exist
 */
export async function putSecrets(
  db: Database,
  servicePrincipalId: string,
  values: readonly SecretValue[],
): Promise<void> {
  requireTypes({ value: values }, { value: 'object[]' });
  for (const one of values) requireTypes(one, { key: 'string', value: 'string' });
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  refuseFaults(values.flatMap(secretFaults));
  const written = new Map(
    values
      .filter(({ key, value }) => !(hidden.has(key) && value === MASK))
      .map(({ key, value }) => [key, value.trim()]),
  );
  await inTransaction(db, (tx) =>
    write(tx, servicePrincipal.id, written, (column) => keyOf[column]),
  );
}

type SecretColumn = 'secretToken' | 'oauth2ClientSecret';

/** The servers that get a secret, or a token that it is exchanged for. */
const receivers: Readonly<Record<SecretColumn, readonly Column[]>> = {
  secretToken: ['baseAddress'],
  oauth2ClientSecret: ['oauth2TokenExchangeUri', 'baseAddress'],
};

const secretLabels: Readonly<Record<SecretColumn, string>> = {
  secretToken: 'secret token',
  oauth2ClientSecret: 'client secret',
};

/** Saved secrets whose address gets another origin by these values, and which are not among them. */
function strandedBy(
  stored: ConnectivityParameters,
  changes: ReadonlyMap<string, string>,
): SecretColumn[] {
  const moves = (column: Column) => {
    const [before, after] = [stored[column], changes.get(keyOf[column])];
    return before !== null && after !== undefined && originOf(before) !== originOf(after);
  };
  return (['secretToken', 'oauth2ClientSecret'] as const).filter(
    (secret) =>
      stored[secret] !== null && !changes.has(keyOf[secret]) && receivers[secret].some(moves),
  );
}

const originOf = (address: string) => URL.parse(address)?.origin;

/** The one that requests have. */
const secretOf = ({ authenticationType }: ConnectivityParameters): SecretColumn =>
  authenticationType === 'AuthenticationToken' ? 'secretToken' : 'oauth2ClientSecret';

/**
 * A saved secret goes to no other server than the one that it was entered for: nobody reads it by a change of the address.
 *
 * @param nameOf the property of a column in faults. Default: the column
 * @throws {InvalidInput} `required` for the secret that requests would have
 */
export function requireSecretAgain(
  stored: ConnectivityParameters,
  changes: ReadonlyMap<string, string>,
  nameOf: (column: SecretColumn) => string = (column) => column,
): void {
  const used = secretOf(withChanges(stored, changes));
  if (!strandedBy(stored, changes).includes(used)) return;
  const message = `The address is of another server than the saved one, and the saved ${secretLabels[used]} is not sent there. Enter the ${secretLabels[used]} again.`;
  throw new InvalidInput([{ property: nameOf(used), code: 'required', message }]);
}

/** @throws {InvalidInput} as `requireSecretAgain` */
async function write(
  tx: Database,
  servicePrincipalId: string,
  changes: ReadonlyMap<string, string>,
  nameOf?: (column: SecretColumn) => string,
): Promise<void> {
  const stored = await connectionOf(tx, servicePrincipalId);
  requireSecretAgain(stored, changes, nameOf);
  await writeSecrets(tx, servicePrincipalId, changes);
  // One that no request has now must not be sent to the new server later, with another authentication type.
  const stranded = strandedBy(stored, changes).map((column) => keyOf[column]);
  await removeSecrets(tx, servicePrincipalId, stranded);
}

function secretFaults({ key, value }: SecretValue): Fault[] {
  const fault = (code: string, message: string): Fault => ({ property: key, code, message });
  if (!allowedKeys.some((one) => one === key))
    return [
      fault(
        'NotInAllowList',
        `The key ${key.slice(0, 80)} is not in the allow list of secrets, which has ${allowedKeys.join(', ')}.${oauthKeys.some((one) => one === key) ? ' Set it with connectivityParameters.' : ''}`,
      ),
    ];
  return [...lengthFaults(key, value), ...valueFaults(key, value)];
}

function lengthFaults(property: string, value: string): Fault[] {
  if (value.trim() === '')
    return [{ property, code: 'required', message: `${property} is empty.` }];
  if (value.length <= LONGEST) return [];
  const message = `${property} has more than ${LONGEST.toLocaleString('en')} characters.`;
  return [{ property, code: 'too_long', message }];
}

function valueFaults(key: string, value: string): Fault[] {
  if (key === 'BaseAddress') return tenantUrlFaults(key, value);
  if (key === 'SyncNotificationSettings') return checkNotificationSettings(key, value);
  const isFlag = key === 'SyncAll' || key === 'SkipOutOfScopeDeletions';
  if (!isFlag || /^(?:true|false)$/i.test(value.trim())) return [];
  return [{ property: key, code: 'type', message: `${key} is "true" or "false".` }];
}

function tenantUrlFaults(property: string, value: string): Fault[] {
  try {
    readTenantUrl(value);
    return [];
  } catch (error) {
    if (!(error instanceof TenantUrlFault)) throw error;
    return [{ property, code: 'tenant_url', message: error.message }];
  }
}

/** Which secrets an application has; secret values are masked. */
export async function secretKeys(db: Database, servicePrincipalId: string): Promise<SecretValue[]> {
  const secrets = await secretsOf(db, servicePrincipalId);
  return [...secrets]
    .map(([key, value]) => ({ key, value: hidden.has(key) ? MASK : value }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

/** Parameters by the keys of `secrets`; what is absent is null, and the method is the usual one. */
export const parametersOf = (secrets: ReadonlyMap<string, string>): ConnectivityParameters => ({
  authenticationType:
    secrets.get('AuthenticationType') === 'OAuth2ClientCredentialsGrant'
      ? 'OAuth2ClientCredentialsGrant'
      : 'AuthenticationToken',
  baseAddress: secrets.get('BaseAddress') ?? null,
  secretToken: secrets.get('SecretToken') ?? null,
  oauth2ClientId: secrets.get('Oauth2ClientId') ?? null,
  oauth2ClientSecret: secrets.get('Oauth2ClientSecret') ?? null,
  oauth2TokenExchangeUri: secrets.get('Oauth2TokenExchangeUri') ?? null,
  credentialLocationInRequest:
    secrets.get('CredentialLocationInRequest') === 'Body' ? 'Body' : 'Header',
  oauth2Scope: secrets.get('Oauth2Scope') || null,
});

/** Stored parameters with values that `checkedParameters` gave. */
export const withChanges = (
  stored: ConnectivityParameters,
  changes: ReadonlyMap<string, string>,
): ConnectivityParameters => {
  const values = new Map(changes);
  for (const [column, key] of Object.entries(keyOf)) {
    const value = stored[column as Column];
    if (value !== null && !values.has(key)) values.set(key, value);
  }
  return parametersOf(values);
};

/** How the application is reached, with its secrets: only for what connects to it. */
export const connectionOf = async (
  db: Database,
  servicePrincipalId: string,
): Promise<ConnectivityParameters> => parametersOf(await secretsOf(db, servicePrincipalId));

/** How the application is reached; secrets that are set are `*****`. */
export async function connectivityParametersOf(
  db: Database,
  servicePrincipalId: string,
): Promise<ConnectivityParameters> {
  const parameters = await connectionOf(db, servicePrincipalId);
  const masked = (value: string | null) => (value === null ? null : MASK);
  return {
    ...parameters,
    secretToken: masked(parameters.secretToken),
    oauth2ClientSecret: masked(parameters.oauth2ClientSecret),
  };
}

/**
 * Stores the parameters that are given; a secret that is empty, null or the mask stays as it is, unless its address is of another server than before. An
 * empty scope removes it.
 *
 * @throws {InvalidInput} under the parameter: `tenant_url`, `url`, `unknown`, `required`, `too_long`, `scope`, `type`
 * @throws {NotFound} when the application does not exist
 */
export async function setConnectivityParameters(
  db: Database,
  servicePrincipalId: string,
  given: Partial<ConnectivityParameters>,
): Promise<void> {
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  const changes = checkedParameters(given);
  await inTransaction(db, (tx) => write(tx, servicePrincipal.id, changes));
}

/**
 * What is to be stored of parameters.
 *
 * @throws {InvalidInput} as `setConnectivityParameters`
 */
export function checkedParameters(given: Partial<ConnectivityParameters>): Map<string, string> {
  requireTypes({ parameters: given }, { parameters: 'object' });
  const present = Object.entries(given).filter(([, value]) => value !== null);
  requireTypes(Object.fromEntries(present) as Partial<Record<Column, string>>, {
    authenticationType: 'string?',
    baseAddress: 'string?',
    secretToken: 'string?',
    oauth2ClientId: 'string?',
    oauth2ClientSecret: 'string?',
    oauth2TokenExchangeUri: 'string?',
    credentialLocationInRequest: 'string?',
    oauth2Scope: 'string?',
  });
  const values = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [name, value] of present) {
    if (typeof value !== 'string') continue;
    const column = name as Column;
    const stays = hidden.has(keyOf[column]) && (value.trim() === '' || value === MASK);
    if (stays) continue;
    faults.push(...parameterFaults(column, value));
    values.set(keyOf[column], value.trim());
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  return values;
}

const choices: Partial<Record<Column, readonly string[]>> = {
  authenticationType: ['AuthenticationToken', 'OAuth2ClientCredentialsGrant'],
  credentialLocationInRequest: ['Header', 'Body'],
};

function parameterFaults(column: Column, value: string): Fault[] {
  const allowed = choices[column];
  if (allowed && !allowed.includes(value))
    return [
      { property: column, code: 'unknown', message: `${column} is ${allowed.join(' or ')}.` },
    ];
  if (column === 'oauth2Scope' && value.trim() === '') return [];
  const faults = lengthFaults(column, value);
  if (faults.length > 0) return faults;
  if (column === 'baseAddress') return tenantUrlFaults(column, value);
  if (column === 'oauth2Scope') return scopeFaults(column, value.trim());
  return column === 'oauth2TokenExchangeUri' ? tokenEndpointFaults(column, value) : [];
}

/** RFC 6749 3.3: words of visible ASCII without `"` and `\`, with one space between them. */
const scopeFaults = (property: string, value: string): Fault[] =>
  /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(value)
    ? []
    : [
        {
          property,
          code: 'scope',
          message:
            'The scope has other characters than RFC 6749 3.3 allows. Enter one or more words of ASCII, with one space between them, such as https://graph.microsoft.com/.default.',
        },
      ];

function tokenEndpointFaults(property: string, value: string): Fault[] {
  const fault = (message: string): Fault[] => [{ property, code: 'url', message }];
  const url = URL.parse(value.trim());
  if (!url || !/^https?:$/.test(url.protocol))
    return fault(`The token endpoint "${value.slice(0, 80)}" is no http or https URL.`);
  if (url.username !== '' || url.password !== '')
    return fault(
      'The token endpoint contains a user name or password. Remove it; client identifier and client secret have their fields.',
    );
  // RFC 6749 3.2.
  return url.hash === ''
    ? []
    : fault('The token endpoint contains "#". Remove it and what follows it.');
}

/** The parameters without which nothing can be sent; their labels on the page. */
function missing(parameters: ConnectivityParameters): [Column, string][] {
  const needed: [Column, string][] =
    parameters.authenticationType === 'AuthenticationToken'
      ? [
          ['baseAddress', 'The Tenant URL'],
          ['secretToken', 'The secret token'],
        ]
      : [
          ['baseAddress', 'The Tenant URL'],
          ['oauth2TokenExchangeUri', 'The token endpoint'],
          ['oauth2ClientId', 'The client identifier'],
          ['oauth2ClientSecret', 'The client secret'],
        ];
  return needed.filter(([column]) => parameters[column] === null);
}

/** Whether everything is there that a connection needs. */
export const isConfigured = async (db: Database, servicePrincipalId: string): Promise<boolean> =>
  missing(await connectionOf(db, servicePrincipalId)).length === 0;

/** @throws {InvalidInput} `credentials` under each parameter that a connection needs and that is not set */
export async function requireConfigured(db: Database, servicePrincipalId: string): Promise<void> {
  requireComplete(await connectionOf(db, servicePrincipalId));
}

/** @throws {InvalidInput} `credentials` under each parameter that is missing */
export function requireComplete(parameters: ConnectivityParameters): void {
  refuseFaults(
    missing(parameters).map(([property, label]) => ({
      property,
      code: 'credentials',
      message: `${label} is missing. Enter it under Connectivity; in programs and settings it is ${property}.`,
    })),
  );
}
