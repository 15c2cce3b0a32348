import type { Fault } from '../../../input/invalid-input.ts';
import { binding } from '../../../saml/names.ts';
import { postEndpoint, type SpDescriptor } from '../../../saml/sp-descriptor.ts';
import type { BasicSaml } from './basic-saml-rules.ts';

/** Why metadata that can be read is of no use: `expired`, `no_post`. Each message is a sentence. */
export function metadataFaults(descriptor: SpDescriptor, now: Date): Fault[] {
  const { validUntil, acs } = descriptor;
  const faults: Fault[] = [];
  if (validUntil && validUntil <= now)
    faults.push({
      property: 'validUntil',
      code: 'expired',
      message: `This metadata was valid until ${validUntil.toISOString().slice(0, 10)} (validUntil): get the current file of the service provider.`,
    });
  if (!postEndpoint(descriptor)) {
    const others = [...new Set(acs.map((one) => one.binding.replace(/^.*:/, '')))].join(', ');
    faults.push({
      property: 'replyUrls',
      code: 'no_post',
      message: `This metadata has no AssertionConsumerService for HTTP-POST, by which Entra sends its responses, only for ${others}: switch HTTP-POST on at the service provider.`,
    });
  }
  return faults;
}

/** Values in metadata replace those of `before`; the others stay. The default endpoint for HTTP-POST is the first Reply URL. */
export function basicSamlOfMetadata<Before extends BasicSaml>(
  before: Before,
  descriptor: SpDescriptor,
) {
  const preferred = postEndpoint(descriptor)?.location;
  const posted = descriptor.acs
    .filter((endpoint) => endpoint.binding === binding.post)
    .map(({ location }) => location);
  const logout = descriptor.singleLogout.find((one) => one.binding === binding.redirect);
  return {
    ...before,
    identifierUris: [descriptor.entityId],
    replyUrls: [...new Set(preferred === undefined ? posted : [preferred, ...posted])],
    redirectUriSettings: descriptor.acs.flatMap(({ binding: by, location: uri, index }) =>
      by === binding.post && index !== undefined ? [{ uri, index }] : [],
    ),
    logoutUrl: logout?.responseLocation ?? logout?.location ?? before.logoutUrl,
  };
}
