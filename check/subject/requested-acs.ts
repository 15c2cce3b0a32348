import type { AuthnRequest } from '../../saml/authn-request.ts';
import { binding } from '../../saml/names.ts';
import { where } from '../agent/exchange.ts';
import { CheckFault } from '../errors.ts';
import type { DescribedTarget } from './read-metadata.ts';

/**
 * Where a request wants its response (SAML Core 3.4.1): the URL or the index that it names, or the default of the metadata.
 *
 * @param origins those of the target; a URL at one of them may be missing in the metadata.
 * @throws {CheckFault} `unknown_acs` when the metadata has no such endpoint
 */
export function acsFor(
  { assertionConsumerServiceURL: url, assertionConsumerServiceIndex: index }: AuthnRequest,
  { acs, postAcs }: Pick<DescribedTarget, 'acs' | 'postAcs'>,
  origins: ReadonlySet<string>,
): string {
  const posted = acs.filter((each) => each.binding === binding.post);
  if (url !== undefined) {
    const wanted = url.trim();
    const known = posted.some(({ location }) => location === wanted);
    if (known || origins.has(URL.parse(wanted)?.origin ?? '')) return wanted;
    throw new CheckFault(
      'unknown_acs',
      `The AuthnRequest wants its response at ${where(wanted)}, which is no HTTP-POST AssertionConsumerService of the metadata and on none of its sites. Correct the metadata or the request.`,
    );
  }
  if (index === undefined) return postAcs;
  const found = posted.find((each) => each.index === Number(index));
  if (found) return found.location;
  throw new CheckFault(
    'unknown_acs',
    `The AuthnRequest has AssertionConsumerServiceIndex="${index}", and the metadata has no HTTP-POST AssertionConsumerService with that index. Correct the metadata or the request.`,
  );
}
