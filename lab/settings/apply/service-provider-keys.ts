import type { ApplicationDetails } from '../../../idp/index.ts';
import { setEncryption } from '../../service-provider-keys/encryption.ts';
import type { Path } from '../faults.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

/** Token encryption of an application. */
export async function applyEncryption(
  { run }: TenantRun,
  { servicePrincipal: { id } }: ApplicationDetails,
  settings: ApplicationSettings,
  path: Path,
): Promise<void> {
  const { encryption } = settings;
  if (!encryption) return;
  const { active, method, fromMetadata } = encryption;
  const place = [...path, 'encryption'];
  const described = run.materials.metadata.get(settings)?.encryptionCertificates;
  if (fromMetadata && described?.length === 0)
    return run.report([...place, 'fromMetadata'], 'The metadata has no encryption certificate.');
  if (fromMetadata && settings.metadata === undefined)
    return run.report(
      [...place, 'fromMetadata'],
      'The application has no metadata to take it from.',
    );
  if (fromMetadata && encryption.certificates)
    return run.report([...place, 'fromMetadata'], 'Give either certificates or fromMetadata.');
  const certificates = fromMetadata
    ? described?.map((each) => Buffer.from(each))
    : run.materials.publicKeys.get(encryption);
  await run.attempt(
    place,
    () => setEncryption(run.sides.directory, id, { certificates, active, method }),
    fromMetadata ? () => 'fromMetadata' : undefined,
  );
}
