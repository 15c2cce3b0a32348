import type { SigningOption } from '../../response/sign.ts';
import type { ApplicationDetails } from './application-details.ts';
import type { SamlSettings } from './saml-settings.ts';

/** What `configureSaml` would have to be given for everything to stay as it is. */
export function samlSettingsOf({
  servicePrincipal,
  identifierUris,
  replyUrls,
}: ApplicationDetails): SamlSettings {
  return {
    identifierUris,
    replyUrls,
    signOnUrl: servicePrincipal.loginUrl ?? undefined,
    relayState: servicePrincipal.relayState ?? undefined,
    logoutUrl: servicePrincipal.logoutUrl ?? undefined,
    signingOption: servicePrincipal.signingOption as SigningOption,
  };
}
