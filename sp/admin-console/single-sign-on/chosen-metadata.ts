import { CertificateError } from '../../../certs/errors.ts';
import { SamlError } from '../../../saml/errors.ts';
import { AdministrationError } from '../../administration/errors.ts';
import { files, text } from '../form-fields.ts';
import type { MetadataProblem } from './federation-metadata-card.tsx';
import { FetchMetadataError, fetchMetadata } from './fetch-metadata.ts';

/**
 * The document that the administrator has chosen: the file, else what the address gives.
 *
 * @param loginUrl the Login URL that is saved
 * @throws {FetchMetadataError} also when neither was given
 */
export async function chosenMetadata(
  body: unknown,
  loginUrl: string | undefined,
): Promise<Uint8Array> {
  const [file] = files(body, 'metadataFile');
  if (file) return file;
  const address = text(body, 'metadataUrl')?.trim() ?? '';
  if (address === '') throw new FetchMetadataError('Choose a file, or paste an address.');
  return fetchMetadata(address, loginUrl);
}

/** What is wrong with the chosen document; an error that is about something else is thrown again. */
export function metadataProblem(body: unknown, error: unknown): MetadataProblem {
  const known =
    error instanceof FetchMetadataError ||
    error instanceof SamlError ||
    error instanceof CertificateError ||
    error instanceof AdministrationError;
  if (!known) throw error;
  const source = files(body, 'metadataFile').length > 0 ? 'file' : 'url';
  return { source, url: text(body, 'metadataUrl') ?? '', error: error.message };
}
