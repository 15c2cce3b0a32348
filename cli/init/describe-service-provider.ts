import { basicSamlOfMetadata, metadataFaults } from '../../idp/index.ts';
import { LabError, readMetadata } from '../../lab/index.ts';
import { SamlError } from '../../saml/errors.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { ArgumentFaults } from '../faults.ts';

/** A service provider as its metadata describes it. */
export interface DescribedProvider {
  /** URL or file of the metadata. */
  readonly source: string;
  readonly identifierUris: readonly string[];
  readonly replyUrls: readonly (string | { readonly uri: string; readonly index: number })[];
  readonly logoutUrl: string | undefined;
}

/** @throws {ArgumentFaults} when the metadata cannot be read, or is of no use to the identity provider */
export async function describeServiceProvider(source: string): Promise<DescribedProvider> {
  try {
    const descriptor = readSpDescriptor(await readMetadata(source));
    const faults = metadataFaults(descriptor, new Date());
    if (faults.length > 0) throw new ArgumentFaults(faults.map(({ message }) => message));
    const none = { identifierUris: [], replyUrls: [], logoutUrl: undefined };
    const { identifierUris, replyUrls, redirectUriSettings, logoutUrl } = basicSamlOfMetadata(
      none,
      descriptor,
    );
    const indexed = (uri: string) => redirectUriSettings.find((one) => one.uri === uri) ?? uri;
    return { source, identifierUris, replyUrls: replyUrls.map(indexed), logoutUrl };
  } catch (error) {
    if (error instanceof SamlError)
      throw new ArgumentFaults([
        `${source} is not the metadata of a service provider: ${error.message} Check --sp-metadata.`,
      ]);
    if (error instanceof LabError)
      throw new ArgumentFaults([`${error.message} Check --sp-metadata.`]);
    throw error;
  }
}
