import { InvalidInput } from '../../../input/invalid-input.ts';
import { SamlError } from '../../../saml/errors.ts';
import { readSpDescriptor, type SpDescriptor } from '../../../saml/sp-descriptor.ts';
import type { Database } from '../tables.ts';
import { requireApplication } from './application-details.ts';
import { basicSamlOf, configureSaml } from './basic-saml.ts';
import type { ApplicationEdit } from './change-application.ts';
import { basicSamlOfMetadata, metadataFaults } from './metadata-values.ts';

/** Every value of Basic SAML Configuration; an empty address is `''`. */
type StoredBasicSaml = ReturnType<typeof basicSamlOf>;

/**
 * "Upload metadata file" (entra-admin.md 1.7): values in the metadata of a service provider replace the ones before; the others stay.
 *
 * @param file XML in UTF-8 or UTF-16, at most 256 KiB
 * @throws {InvalidInput} for `metadata`, when it cannot be read, has expired, or has no AssertionConsumerService for HTTP-POST
 */
export function basicSamlFromMetadata(
  before: StoredBasicSaml,
  file: Uint8Array,
  now: Date,
): StoredBasicSaml {
  const descriptor = read(file);
  const [fault] = metadataFaults(descriptor, now);
  if (fault) throw unusable(fault.message);
  return basicSamlOfMetadata(before, descriptor);
}

/**
 * Replaces Basic SAML Configuration by what the metadata says, and makes SAML the single sign-on method.
 *
 * @throws {InvalidInput} as `basicSamlFromMetadata` and `configureSaml`
 * @throws {NotFound} when the application does not exist
 */
export async function configureSamlFromMetadata(
  db: Database,
  edit: ApplicationEdit,
  metadata: Uint8Array | string,
  now: Date,
): Promise<void> {
  const file = typeof metadata === 'string' ? Buffer.from(metadata) : metadata;
  if (!(file instanceof Uint8Array))
    throw unusable('metadata must be XML, as a string or a Uint8Array.');
  const app = await requireApplication(db, edit.tenantId, edit.servicePrincipalId);
  await configureSaml(db, edit, basicSamlFromMetadata(basicSamlOf(app), file, now));
}

function read(file: Uint8Array): SpDescriptor {
  try {
    return readSpDescriptor(file);
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    const what =
      error.code === 'wrong_message'
        ? 'This is not the metadata of one service provider.'
        : 'This metadata file cannot be used.';
    throw unusable(`${what} ${error.message}`);
  }
}

const unusable = (message: string): InvalidInput =>
  new InvalidInput([{ property: 'metadata', code: 'unreadable', message }]);
