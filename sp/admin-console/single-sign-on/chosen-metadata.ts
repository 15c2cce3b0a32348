import { InvalidInput } from '../../../input/invalid-input.ts';
import { StaleVersion } from '../../../input/stale-version.ts';
import { files, text } from '../form-fields.ts';
import type { AdminConsoleOptions } from '../options.ts';
import type { MetadataProblem } from './federation-metadata-card.tsx';
import { FetchMetadataError, fetchMetadata } from './fetch-metadata.ts';

/**
 * The document that the administrator has chosen: the file, else the document at the address.
 *
 * @param loginUrl the Login URL that is saved
 * @throws {FetchMetadataError} also when neither was given
 */
export async function chosenMetadata(
  body: unknown,
  loginUrl: string | undefined,
  { localAddress }: Pick<AdminConsoleOptions, 'localAddress'>,
): Promise<Uint8Array> {
  const [file] = files(body, 'metadataFile');
  if (file) return file;
  const address = text(body, 'metadataUrl')?.trim() ?? '';
  if (address === '') throw new FetchMetadataError('Choose a file, or paste an address.');
  const url = URL.parse(address);
  return fetchMetadata((url && localAddress?.(url)?.href) ?? address, loginUrl);
}

/** What is wrong with the chosen document. @throws {unknown} every other error */
export function metadataProblem(body: unknown, error: unknown): MetadataProblem {
  const known =
    error instanceof FetchMetadataError ||
    error instanceof InvalidInput ||
    error instanceof StaleVersion;
  if (!known) throw error;
  const source = files(body, 'metadataFile').length > 0 ? 'file' : 'url';
  return { source, url: text(body, 'metadataUrl') ?? '', error: error.message };
}
