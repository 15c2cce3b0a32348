import { binding, nameIdFormat, ns } from '../../saml/names.ts';
import type { IdSource } from '../../store/ids.ts';
import type { ServiceAddress } from '../service-address.ts';
import { loadSamlify } from './load.ts';
import { samlifyServiceProvider } from './service-provider.ts';

export interface AuthnRequestOptions {
  readonly address: ServiceAddress;
  readonly idpEntityId: string;
  /** The identity provider's single sign-on service for HTTP-Redirect. */
  readonly ssoLoginUrl: string;
  readonly now: Date;
  readonly ids: IdSource;
  /** A path of ours, at most 80 bytes (SAML Bindings 3.4.3). */
  readonly relayState?: string | undefined;
  readonly forceAuthn: boolean;
  /** Class reference, compared exactly. */
  readonly requestedAuthnContext: string | null;
}

export interface BuiltAuthnRequest {
  /** The InResponseTo of the answer. */
  readonly id: string;
  /** The identity provider's URL with the request. */
  readonly url: string;
}

/** Companies in use at one time; beyond that, the oldest is dropped and made again when it is needed. */
const MAX_ENTITIES = 200;

/**
 * Caches what `make` returns for the same facts: samlify writes and parses metadata for every entity it makes, which takes some
 * milliseconds. `make` must depend on `facts` only.
 */
export function remember<Facts extends object, Made>(make: (facts: Facts) => Made) {
  const known = new Map<string, Made>();
  return (facts: Facts): Made => {
    const key = JSON.stringify(facts);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(facts);
    const [oldest] = known.keys();
    if (known.size >= MAX_ENTITIES && oldest !== undefined) known.delete(oldest);
    known.set(key, made);
    return made;
  };
}

/** The template of samlify has no RequestedAuthnContext and uses the system clock; this one gets both from us. */
const template = [
  `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}" ID="{ID}" Version="2.0"`,
  ' IssueInstant="{IssueInstant}" ForceAuthn="{ForceAuthn}" ProtocolBinding="{ProtocolBinding}"',
  ' AssertionConsumerServiceURL="{AssertionConsumerServiceURL}" Destination="{Destination}">',
  '<saml:Issuer>{Issuer}</saml:Issuer><samlp:NameIDPolicy Format="{NameIDFormat}" AllowCreate="true"/>',
].join('');

/** samlify drops an element whose only value is absent, but not its parent, hence a second template. */
const contextTemplate = [
  '<samlp:RequestedAuthnContext Comparison="exact">',
  '<saml:AuthnContextClassRef>{AuthnContextClassRef}</saml:AuthnContextClassRef>',
  '</samlp:RequestedAuthnContext>',
].join('');

const samlifyIdentityProvider = remember(
  async ({ idpEntityId, ssoLoginUrl }: Pick<AuthnRequestOptions, 'idpEntityId' | 'ssoLoginUrl'>) =>
    (await loadSamlify()).IdentityProvider({
      entityID: idpEntityId,
      singleSignOnService: [{ Binding: binding.redirect, Location: ssoLoginUrl }],
      // samlify warns on the console without one; at Entra both are one endpoint (entra-admin.md 0, item 8).
      singleLogoutService: [{ Binding: binding.redirect, Location: ssoLoginUrl }],
    }),
);

/** Without our keys: requests are not signed. */
const requestingServiceProvider = remember((address: ServiceAddress) =>
  samlifyServiceProvider(address),
);

/** Builds an AuthnRequest for the HTTP-Redirect binding (SAML Core 3.4.1, SAML Bindings 3.4.4). */
export async function buildAuthnRequest(options: AuthnRequestOptions): Promise<BuiltAuthnRequest> {
  const { SamlLib } = await loadSamlify();
  const { address, idpEntityId, ssoLoginUrl, requestedAuthnContext } = options;
  const identityProvider = await samlifyIdentityProvider({ idpEntityId, ssoLoginUrl });
  const serviceProvider = await requestingServiceProvider(address);
  // An xs:ID must not begin with a digit, and Entra refuses those that do (entra-saml.md 1.2).
  const id = `_${options.ids.bytes('AuthnRequest', 20).toString('hex')}`;
  const context = SamlLib.replaceTagsByValue(
    `${template}${requestedAuthnContext === null ? '' : contextTemplate}</samlp:AuthnRequest>`,
    {
      ID: id,
      IssueInstant: options.now.toISOString(),
      ForceAuthn: options.forceAuthn ? true : undefined,
      ProtocolBinding: binding.post,
      NameIDFormat: nameIdFormat.emailAddress,
      AuthnContextClassRef: requestedAuthnContext ?? undefined,
      Issuer: address.entityId,
      AssertionConsumerServiceURL: address.acsUrl,
      Destination: ssoLoginUrl, // last: a login URL may contain braces
    },
  );
  const { context: url } = serviceProvider.createLoginRequest(identityProvider, 'redirect', {
    relayState: options.relayState ?? '',
    customTagReplacement: () => ({ id, context }),
  });
  return { id, url };
}
