import { existsSync, readFileSync } from 'node:fs';
import { Option } from 'commander';
import { imageAuthSources, readAuthSources } from '../../drop-in/auth-sources.ts';
import { type DropInOptions, isWebUrl } from '../../lab/index.ts';
import { IMAGE_FOLDER, mountedFaults, mountedKey } from './mounted-files.ts';

/** As commander returns them; absent when not given. */
export interface DropInArguments {
  dropIn?: string;
  dropInPort?: string;
  dropInHttpsPort?: string;
  dropInUsers?: string;
}

const NAME = 'test-saml-idp';

/** An identity provider in the place of another program. Compose files set variables, so these have some too. */
export const dropInOptions = (): Option[] => [
  new Option(
    '--drop-in <name>',
    `also take the place of another identity provider: ${NAME}, configured by its own variables`,
  ).env('SAMLAB_DROP_IN'),
  new Option('--drop-in-port <number>', 'its port; 0 for any free port (default: 8080)').env(
    'SAMLAB_DROP_IN_PORT',
  ),
  new Option(
    '--drop-in-https-port <number>',
    'its port for https; 0 for any free port (default: 8443, or any free one with --drop-in-port 0)',
  ).env('SAMLAB_DROP_IN_HTTPS_PORT'),
  new Option(
    '--drop-in-users <file>',
    `an authsources.php with its users (default: ${imageAuthSources}, if it exists, else user1 and user2)`,
  ).env('SAMLAB_DROP_IN_USERS'),
];

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of the image that say who the service provider is. */
const variables = {
  entityId: 'SIMPLESAMLPHP_SP_ENTITY_ID',
  assertionConsumerService: 'SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE',
  singleLogoutService: 'SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE',
} as const;

/** Those of its pages for administrators, which the drop-in has not; setting them does no harm. */
const withoutPages = ['SIMPLESAMLPHP_ADMIN_PASSWORD', 'SIMPLESAMLPHP_SECRET_SALT'];

/** A sentence for each variable of SimpleSAMLphp images that changes something there, and nothing here. */
export function ignoredVariables(env: Variables): string[] {
  const known: readonly string[] = [...Object.values(variables), ...withoutPages];
  return Object.keys(env)
    .filter((name) => name.startsWith('SIMPLESAMLPHP_') && !known.includes(name))
    .map((name) => `The variable ${name} is not one of ${NAME}, and has no effect.`);
}

/** @returns undefined when no drop-in is wanted, or with faults */
export function dropInGiven(
  { dropIn, dropInPort, dropInHttpsPort, dropInUsers }: DropInArguments,
  env: Variables,
  faults: string[],
  folder = IMAGE_FOLDER,
): DropInOptions | undefined {
  if (!dropIn) {
    if (dropInPort) faults.push(`--drop-in-port needs --drop-in ${NAME}.`);
    if (dropInHttpsPort) faults.push(`--drop-in-https-port needs --drop-in ${NAME}.`);
    if (dropInUsers) faults.push(`--drop-in-users needs --drop-in ${NAME}.`);
    return undefined;
  }
  if (dropIn !== NAME) {
    faults.push(`--drop-in must be ${NAME}, the one program that it can replace, not "${dropIn}".`);
    return undefined;
  }
  const port = portIn('--drop-in-port', dropInPort || '8080', faults);
  const httpsPort = portIn(
    '--drop-in-https-port',
    dropInHttpsPort || (port === 0 ? '0' : '8443'),
    faults,
  );
  faults.push(...mountedFaults(folder));
  const key = mountedKey(faults, folder);
  const serviceProvider = {
    entityId: required(variables.entityId, 'the entity ID of your service provider', env, faults),
    assertionConsumerService: address(
      variables.assertionConsumerService,
      required(
        variables.assertionConsumerService,
        'the URL of your service provider that Responses are posted to',
        env,
        faults,
      ),
      faults,
    ),
    singleLogoutService:
      address(variables.singleLogoutService, env[variables.singleLogoutService], faults) ||
      undefined,
  };
  const users = usersIn(dropInUsers, faults);
  return { name: NAME, port, httpsPort, serviceProvider, users, ...(key && { key }) };
}

function portIn(option: string, value: string, faults: string[]): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port <= 65_535))
    faults.push(`${option} must be a number from 0 (any free port) to 65535, not "${value}".`);
  return port;
}

function required(name: string, what: string, env: Variables, faults: string[]): string {
  const value = env[name] ?? '';
  if (value === '') faults.push(`--drop-in needs the variable ${name}: ${what}.`);
  return value;
}

function address(name: string, value = '', faults: string[]): string {
  if (value !== '' && !isWebUrl(value))
    faults.push(`The variable ${name} must be an http or https URL, not "${value.slice(0, 100)}".`);
  return value;
}

function usersIn(given: string | undefined, faults: string[]): DropInOptions['users'] {
  const file = given || (existsSync(imageAuthSources) ? imageAuthSources : undefined);
  if (file === undefined) return undefined;
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(`The file ${file} cannot be read (${code}). Name another with --drop-in-users.`);
    return undefined;
  }
  try {
    return readAuthSources(source);
  } catch (error) {
    faults.push(faultOf(file, error));
    return undefined;
  }
}

function faultOf(file: string, error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const line: unknown = Reflect.get(error, 'line');
  return typeof line === 'number'
    ? `The users in ${file} cannot be read: line ${line}: ${error.message}.`
    : `The users in ${file} cannot be used. ${error.message}`;
}
