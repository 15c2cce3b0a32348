import type { ApplicationDetails } from '../../../idp/index.ts';
import { setEncryption } from '../../service-provider-keys/encryption.ts';
import { setSignedRequests } from '../../service-provider-keys/signed-requests.ts';
import type { Path } from '../faults.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

/** Token encryption and signed requests of an application. */
export async function applyServiceProviderKeys(
  tenant: TenantRun,
  { servicePrincipal: { id } }: ApplicationDetails,
  settings: ApplicationSettings,
  path: Path,
): Promise<void> {
  const { encryption, requestSignatureVerification: signed } = settings;
  const { directory } = tenant.run.sides;
  const described = tenant.run.materials.metadata.get(settings);
  if (encryption) {
    const { active, method } = encryption;
    await applyKeys(tenant, {
      keys: encryption,
      described: described?.encryptionCertificates,
      use: 'encryption',
      settings,
      path: [...path, 'encryption'],
      set: (certificates) => setEncryption(directory, id, { certificates, active, method }),
    });
  }
  if (signed) {
    const { isSignedRequestRequired, allowedWeakAlgorithms } = signed;
    await applyKeys(tenant, {
      keys: signed,
      described: described?.signingCertificates,
      use: 'signing',
      settings,
      path: [...path, 'requestSignatureVerification'],
      set: (certificates) =>
        setSignedRequests(directory, id, {
          certificates,
          isSignedRequestRequired,
          allowedWeakAlgorithms,
        }),
    });
  }
}

type Files = readonly (Uint8Array | undefined)[] | undefined;

interface Keys {
  readonly keys: Pick<
    NonNullable<ApplicationSettings['encryption']>,
    'certificates' | 'fromMetadata'
  >;
  /** Those in the metadata; undefined when there is none, or it cannot be read. */
  readonly described: readonly string[] | undefined;
  readonly use: 'encryption' | 'signing';
  readonly settings: ApplicationSettings;
  readonly path: Path;
  readonly set: (certificates: Files) => Promise<void>;
}

async function applyKeys(
  { run }: TenantRun,
  { keys, described, use, settings, path, set }: Keys,
): Promise<void> {
  const { certificates, fromMetadata } = keys;
  const wrong = (sentence: string) => run.report([...path, 'fromMetadata'], sentence);
  if (fromMetadata && certificates) return wrong('Give either certificates or fromMetadata.');
  if (fromMetadata && settings.metadata === undefined)
    return wrong('The application has no metadata to take it from.');
  if (fromMetadata && described?.length === 0)
    return wrong(`The metadata has no ${use} certificate.`);
  const files = fromMetadata
    ? described?.map((each) => Buffer.from(each))
    : run.materials.publicKeys.get(keys);
  await run.attempt(path, () => set(files), fromMetadata ? () => 'fromMetadata' : undefined);
}
