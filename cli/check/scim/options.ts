import { existsSync, readFileSync } from 'node:fs';
import {
  CheckFault,
  type Dialects,
  defaultTargets,
  isLoopback,
  type Match,
  matchAttributes,
  type ScimCase,
  scimCases,
  targetsOfMapping,
} from '../../../check/index.ts';
import { readTenantUrl, type TenantUrl, TenantUrlFault } from '../../../idp/index.ts';
import { decodeText } from '../../../text-files/decode-text.ts';
import { ArgumentFaults, unknownArguments } from '../../faults.ts';
import type { CheckArguments } from '../arguments.ts';
import { type ForeignOptions, readForeign } from '../foreign-options.ts';
import { type CheckCommandOptions, readShared } from '../options.ts';
import type { CheckSettings } from '../settings.ts';
import { list, readSettingsFile } from '../settings-file.ts';
import { chooseScimCases } from './choose-cases.ts';
import { readClient, type ScimTokenClient } from './read-client.ts';
import { readToken } from './read-token.ts';

type Shared = Pick<
  CheckCommandOptions,
  'baseline' | 'earlier' | 'reports' | 'concurrency' | 'ca' | 'settingsFile' | 'dryRun'
>;

export interface ScimCommandOptions extends Shared {
  readonly tenantUrl: TenantUrl;
  /** What a dry run does without, and the check needs before it sends anything: one sentence each. */
  readonly neededToSend: readonly string[];
  /** Empty for a dry run without one, and where `client` gets it. */
  readonly token: string;
  /** Of the token endpoint of the server. */
  readonly client: ScimTokenClient | undefined;
  readonly tokenB: string | undefined;
  readonly cases: readonly ScimCase[];
  readonly dialects: Dialects;
  readonly match: Match;
  readonly groups: 'auto' | 'on' | 'off';
  readonly targets: readonly string[];
  readonly customAttribute: string | undefined;
  readonly existing: string | undefined;
  readonly domain: string;
  readonly rate: boolean;
  /** The application that the users sign in to. */
  readonly signIn: SignInOptions | undefined;
}

export interface SignInOptions
  extends Pick<CheckCommandOptions, 'dataDir' | 'application' | 'relayState' | 'isMine'> {
  readonly foreign: ForeignOptions;
}

/** Options that only sign-ins read. */
const ofSignIns = {
  '--cve': 'cve',
  '--cases': 'cases',
  '--allow-load': 'allowLoad',
  '--browser': 'browser',
  '--offers': 'offers',
  '--name-id': 'nameId',
} as const satisfies Record<string, keyof CheckArguments>;

/** The Tenant URL of the arguments or the settings file; undefined when sign-ins are to be checked. */
export const scimUrlOf = (given: CheckArguments): string | undefined =>
  given.scim ?? readSettingsFile(given.config, []).settings.scim;

/**
 * Checks arguments and settings file of `samlab check --scim`.
 *
 * @throws {ArgumentFaults} when anything is wrong: every fault, before anything is sent
 */
export function readScimOptions(
  given: CheckArguments,
  rest: readonly string[],
): ScimCommandOptions {
  const faults = unknownArguments('check', rest);
  const { settings, file } = readSettingsFile(given.config, faults);
  for (const [name, key] of Object.entries(ofSignIns))
    if (given[key] !== undefined)
      faults.push(`${name} has no effect on a check of a SCIM server: leave it out, or --scim.`);
  const isMine = given.targetIsMine ?? settings['target-is-mine'] ?? false;
  const dryRun = given.dryRun ?? false;
  const neededToSend: string[] = [];
  const permissions = dryRun ? neededToSend : faults;
  const tenantUrl = readUrl(given, settings, { isMine, faults, permissions });
  const shared = readShared(given, settings, {
    ids: scimCases.map(({ id }) => id),
    concurrency: 4,
    faults,
  });
  const client = readClient(given, settings, { faults, permissions });
  const options: ScimCommandOptions = {
    ...shared,
    client,
    settingsFile: file,
    dryRun,
    tenantUrl,
    neededToSend,
    token: readMainToken(given, settings, { faults, permissions, client }),
    tokenB: readToken(
      {
        file: given.tokenBFile ?? settings['token-b-file'],
        option: '--token-b-file',
        variable: 'SAMLAB_SCIM_TOKEN_B',
      },
      faults,
    ),
    cases: chooseScimCases(
      {
        groups: list(given.group ?? settings.group),
        cases: list(given.case ?? settings.case),
        skip: list(given.skip ?? settings.skip),
      },
      faults,
    ),
    dialects: oneOf('--dialect', given.dialect ?? settings.dialect ?? 'both', dialects, faults),
    match: oneOf('--match', given.match ?? settings.match ?? 'userName', matches, faults),
    groups: oneOf('--groups', given.groups ?? settings.groups ?? 'auto', groupChoices, faults),
    targets: readTargets(given.mapping ?? settings.mapping, faults),
    customAttribute: readCustom(given.customUrn ?? settings['custom-urn'], faults),
    existing: given.existing ?? settings.existing,
    domain: readDomain(given.mailDomain ?? settings['mail-domain'] ?? 'example.com', faults),
    rate: given.rate ?? settings.rate ?? false,
    signIn: readSignIn(given, settings, { isMine, faults, permissions }),
  };
  if (options.tokenB !== undefined && options.tokenB === options.token)
    faults.push(
      'The token of another tenant is the same as the secret token: give that of another tenant with --token-b-file or SAMLAB_SCIM_TOKEN_B.',
    );
  if (faults.length > 0) throw new ArgumentFaults(faults);
  return options;
}

const dialects = ['default', 'optscim', 'both'] as const;
const matches = Object.keys(matchAttributes) as readonly Match[];
const groupChoices = ['auto', 'on', 'off'] as const;

function oneOf<Choice extends string>(
  option: string,
  given: string,
  choices: readonly Choice[],
  faults: string[],
): Choice {
  const found = choices.find((each) => each.toLowerCase() === given.toLowerCase());
  if (!found)
    faults.push(
      `${option} must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}, not "${given}".`,
    );
  return found ?? (choices[0] as Choice);
}

/** What comes after the @ of an e-mail address (RFC 1035 2.3.1). */
const domainName =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

function readDomain(given: string, faults: string[]): string {
  if (!domainName.test(given))
    faults.push(`--mail-domain must be a domain name, such as example.com, not "${given}".`);
  return given;
}

interface Permissions {
  readonly isMine: boolean;
  readonly faults: string[];
  /** What is missing to send anything: faults, but not of a dry run. */
  readonly permissions: string[];
}

/** A check writes to the server: it must be on this machine, or the user's, and the token needs TLS. */
function readUrl(
  given: CheckArguments,
  settings: CheckSettings,
  { isMine, faults, permissions }: Permissions,
): TenantUrl {
  const text = given.scim ?? settings.scim ?? '';
  try {
    const url = readTenantUrl(text);
    if (isLoopback(url.base)) return url;
    const { origin } = new URL(url.base);
    if (!isMine)
      permissions.push(
        `${origin} is not on this machine. The check makes, changes and deletes users there: add --target-is-mine if you are in charge of that SCIM server.`,
      );
    if (url.base.startsWith('http:') && !(given.allowHttp ?? settings['allow-http']))
      permissions.push(
        `${origin} is reached without TLS, so others can read the token. Use https, or add --allow-http.`,
      );
    return url;
  } catch (error) {
    if (!(error instanceof TenantUrlFault)) throw error;
    faults.push(error.message.replace('The Tenant URL', '--scim'));
    return { base: '', dialect: 'default', query: '' };
  }
}

function readMainToken(
  given: CheckArguments,
  settings: CheckSettings,
  {
    faults,
    permissions,
    client,
  }: Omit<Permissions, 'isMine'> & { readonly client: ScimTokenClient | undefined },
): string {
  const before = faults.length;
  const token = readToken(
    {
      typed: given.token ?? settings.token,
      file: given.tokenFile ?? settings['token-file'],
      option: '--token-file',
      variable: 'SAMLAB_SCIM_TOKEN',
    },
    faults,
  );
  if ((token === undefined || token === '') && !client && faults.length === before)
    permissions.push(
      'The token is missing: put the secret token of the SCIM server in a file and name it with --token-file, or set the variable SAMLAB_SCIM_TOKEN.',
    );
  return token ?? '';
}

function readTargets(file: string | undefined, faults: string[]): readonly string[] {
  if (file === undefined) return defaultTargets;
  if (!existsSync(file)) {
    faults.push(`There is no file ${file}. Set --mapping to the exported schema of a job.`);
    return [];
  }
  try {
    return targetsOfMapping(decodeText(readFileSync(file)), file);
  } catch (error) {
    if (!(error instanceof CheckFault)) throw error;
    faults.push(error.message);
    return [];
  }
}

function readCustom(given: string | undefined, faults: string[]): string | undefined {
  if (given === undefined || /^urn:.+:[^:]+$/i.test(given)) return given;
  faults.push(
    `--custom-urn must be the URN of an extension and an attribute, such as urn:example:2.0:User:costCenter, not "${given}".`,
  );
  return undefined;
}

function readSignIn(
  given: CheckArguments,
  settings: CheckSettings,
  { isMine, faults, permissions }: Permissions,
): SignInOptions | undefined {
  const asked = [given.spMetadata, given.loginUrl, given.whoami, given.success].some(Boolean);
  const isSet = settings['sp-metadata'] !== undefined;
  if (!asked && !isSet) return undefined;
  const foreign = readForeign(given, settings, { isMine, faults, permissions });
  if (!foreign) return undefined;
  return {
    foreign,
    isMine,
    dataDir: given.data ?? settings.data,
    application: given.application ?? settings.application,
    relayState: given.relayState ?? settings['relay-state'],
  };
}
