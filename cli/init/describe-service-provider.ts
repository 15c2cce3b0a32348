import { basicSamlOfMetadata } from '../../idp/index.ts';
import { LabError, readServiceProvider } from '../../lab/index.ts';
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
    const descriptor = await readServiceProvider(source, { now: new Date() });
    const none = { identifierUris: [], replyUrls: [], logoutUrl: undefined };
    const { identifierUris, replyUrls, redirectUriSettings, logoutUrl } = basicSamlOfMetadata(
      none,
      descriptor,
    );
    const indexed = (uri: string) => redirectUriSettings.find((one) => one.uri === uri) ?? uri;
    return { source, identifierUris, replyUrls: replyUrls.map(indexed), logoutUrl };
  } catch (error) {
    if (error instanceof LabError) throw new ArgumentFaults([error.message]);
    throw error;
  }
}
