import { isDeepStrictEqual } from 'node:util';
import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput } from '../../../input/invalid-input.ts';
import { nearest } from '../../../text-files/nearest.ts';
import {
  type ObjectMappingInShort,
  objectMappingsOf,
  withObjectMappings,
} from '../../provisioning/schema/object-mappings.ts';
import { readSchema } from '../../provisioning/schema/read-schema.ts';
import { templates, templatesFor } from '../../provisioning/templates/index.ts';
import { requireApplication } from '../applications/application-details.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Database } from '../tables.ts';
import {
  createJob,
  deleteJob,
  type JobSettings,
  listJobs,
  pauseJob,
  requireJob,
  type SynchronizationJob,
  setJobSettings,
  startJob,
} from './jobs.ts';
import {
  type ProvisioningSettings,
  provisioningSettingsOf,
  setProvisioningSettings,
} from './provisioning-settings.ts';
import { saveObjectMappings, saveSchema, schemaOf } from './schemas.ts';
import {
  type ConnectivityParameters,
  connectivityParametersOf,
  setConnectivityParameters,
} from './secrets.ts';

type Given<Values> = { readonly [Name in keyof Values]?: Values[Name] | undefined };

/** Everything about the provisioning of an application, in one object: what is absent stays as it is, or is as in Entra. */
export interface ProvisioningConfiguration
  extends Given<Omit<ConnectivityParameters, 'authenticationType'>>,
    Given<ProvisioningSettings>,
    Given<JobSettings> {
  /** Of a new job: `peakon`, `scim` or `customappsso`. Default: the first that the application offers. */
  readonly templateId?: string | undefined;
  /** Default: `AuthenticationToken`, or `OAuth2ClientCredentialsGrant` when a token endpoint is given. */
  readonly authenticationType?: ConnectivityParameters['authenticationType'] | undefined;
  /** Mappings and filters, as Graph's synchronizationSchema. Default: those of the template. */
  readonly schema?: object | undefined;
  /** Mappings and filters of users, of groups or of both, as people write them. What is absent stays as it is. */
  readonly objectMappings?: readonly ObjectMappingInShort[] | undefined;
  /** Whether it runs. Default: a new job is not started. */
  readonly started?: boolean | undefined;
}

/** The provisioning of an application, as it is; secrets are masked. */
export interface ProvisioningState {
  readonly job: SynchronizationJob;
  readonly connectivity: ConnectivityParameters;
  readonly settings: ProvisioningSettings;
  /** Whether mappings, attribute lists or scoping filters differ from the template's. */
  readonly mappingsChanged: boolean;
  /** Whether Graph changed more of the schema than mappings and scoping filters, such as the types of attributes. */
  readonly schemaOtherwiseChanged: boolean;
  /** Mappings and scoping filters, as people write them. */
  readonly objectMappings: readonly ObjectMappingInShort[];
}

const connectivityNames = [
  'authenticationType',
  'baseAddress',
  'secretToken',
  'oauth2ClientId',
  'oauth2ClientSecret',
  'oauth2TokenExchangeUri',
  'credentialLocationInRequest',
  'oauth2Scope',
] as const;
const settingNames = [
  'syncAll',
  'skipOutOfScopeDeletions',
  'notificationEmail',
  'sendNotification',
  'accidentalDeletionThreshold',
] as const;
const jobNames = ['acceleratedInterval', 'honorRetryAfter'] as const;

/** The first job of an application, the one that the pages show. */
export async function jobOfApplication(
  db: Database,
  servicePrincipalId: string,
): Promise<SynchronizationJob | undefined> {
  const [first] = await listJobs(db, servicePrincipalId);
  return first;
}

/** @returns undefined when the application has no job. @throws {NotFound} when it does not exist */
export async function readProvisioning(
  db: Database,
  servicePrincipalId: string,
): Promise<ProvisioningState | undefined> {
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  const job = await jobOfApplication(db, servicePrincipal.id);
  if (!job) return undefined;
  const [connectivity, settings, schema] = await Promise.all([
    connectivityParametersOf(db, servicePrincipal.id),
    provisioningSettingsOf(db, servicePrincipal.id),
    schemaOf(db, servicePrincipal.id, job.id),
  ]);
  const template = templates.find(({ id }) => id === job.templateId);
  const objectMappings = objectMappingsOf(schema);
  const mappingsChanged = !isDeepStrictEqual(schema, template?.schema);
  const remade = template && readSchema(withObjectMappings(template.schema, objectMappings).schema);
  const schemaOtherwiseChanged = mappingsChanged && !isDeepStrictEqual(schema, remade);
  return { job, connectivity, settings, mappingsChanged, schemaOtherwiseChanged, objectMappings };
}

/**
 * Configures the provisioning of an application, all of it or nothing: creates the job if the application has none, and changes what is given.
 *
 * @throws {InvalidInput} with every broken rule, by the names of the configuration; `unknown_property` for other names
 * @throws {NotFound} when the application does not exist
 */
export async function configureProvisioning(
  db: Database,
  servicePrincipalId: string,
  configuration: ProvisioningConfiguration,
  now: Date,
): Promise<SynchronizationJob> {
  const { templateId, schema, objectMappings, started, ...rest } = configuration;
  requireTypes(
    { templateId, schema, started },
    { templateId: 'string?', schema: 'object?', started: 'boolean?' },
  );
  refuseUnknown(rest);
  return inTransaction(db, async (tx) => {
    const { servicePrincipal } = await requireApplication(tx, undefined, servicePrincipalId);
    const { id, applicationTemplateId } = servicePrincipal;
    const [usual] = templatesFor(applicationTemplateId);
    const all = new EveryFault();
    const connectivity = withMethod(pick(rest, connectivityNames));
    if (Object.keys(connectivity).length > 0)
      await all.attempt(() => setConnectivityParameters(tx, id, connectivity));
    await all.attempt(() => setProvisioningSettings(tx, id, pick(rest, settingNames)));
    const known = await jobOfApplication(tx, id);
    const wanted = { servicePrincipalId: id, templateId: templateId ?? usual?.id ?? 'scim' };
    // With a template that does not exist, the other rules are asked of a job of the usual one.
    const job =
      known ??
      (await all.attempt(() => createJob(tx, wanted, now))) ??
      (await createJob(tx, { ...wanted, templateId: usual?.id ?? 'scim' }, now));
    await all.attempt(() => setJobSettings(tx, id, job.id, pick(rest, jobNames)));
    if (schema !== undefined) await all.attempt(() => saveSchema(tx, id, job.id, schema));
    if (objectMappings !== undefined)
      await all.attempt(() => saveObjectMappings(tx, id, job.id, objectMappings));
    all.refuse();
    if (started === true) await startJob(tx, id, job.id, now);
    if (started === false) await pauseJob(tx, id, job.id);
    return requireJob(tx, id, job.id);
  });
}

/** Collects the faults of several writes of one transaction. */
class EveryFault {
  readonly #faults: Fault[] = [];

  /** @returns undefined when a rule was broken */
  async attempt<Result>(write: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.#faults.push(...error.faults);
      return undefined;
    }
  }

  /** @throws {InvalidInput} when any rule was broken */
  refuse(): void {
    if (this.#faults.length > 0) throw new InvalidInput(this.#faults);
  }
}

type Rest = Omit<ProvisioningConfiguration, 'templateId' | 'schema' | 'objectMappings' | 'started'>;

function refuseUnknown(rest: Rest): void {
  const names: readonly string[] = [...connectivityNames, ...settingNames, ...jobNames];
  const unknown = Object.keys(rest).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const all = ['templateId', 'schema', 'objectMappings', 'started', ...names];
  const meant = nearest(unknown, all);
  const hint = meant ? `did you mean ${meant}?` : `the properties are ${all.join(', ')}.`;
  const message = `There is no property ${unknown.slice(0, 80)}; ${hint}`;
  throw new InvalidInput([{ property: unknown, code: 'unknown_property', message }]);
}

/** The values that were given, among these names. */
function pick<Name extends keyof Rest>(
  rest: Rest,
  names: readonly Name[],
): { [Key in Name]?: NonNullable<Rest[Key]> | (null extends Rest[Key] ? null : never) } {
  const given = names.filter((name) => rest[name] !== undefined).map((name) => [name, rest[name]]);
  return Object.fromEntries(given) as ReturnType<typeof pick<Name>>;
}

/** A token endpoint says which method is meant. */
const withMethod = (given: Partial<ConnectivityParameters>): Partial<ConnectivityParameters> =>
  given.oauth2TokenExchangeUri && given.authenticationType === undefined
    ? { ...given, authenticationType: 'OAuth2ClientCredentialsGrant' }
    : given;

/**
 * "Delete configuration": nothing is provisioned any more, and the credentials are forgotten; accounts in the application stay as they are.
 *
 * @throws {NotFound} when the application does not exist
 */
export async function deleteProvisioning(db: Database, servicePrincipalId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { servicePrincipal } = await requireApplication(tx, undefined, servicePrincipalId);
    const { id } = servicePrincipal;
    for (const job of await listJobs(tx, id)) await deleteJob(tx, id, job.id);
    await tx.deleteFrom('synchronizationSecret').where('servicePrincipalId', '=', id).execute();
  });
}
