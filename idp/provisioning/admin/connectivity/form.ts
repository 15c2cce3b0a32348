import type { PostedForm } from '../../../admin-center/posted-form.ts';
import type { ConnectivityParameters } from '../../../directory/provisioning/secrets.ts';

/** The page's fields, under Graph's names. */
export interface ConnectivityForm {
  templateId: string;
  authenticationType: string;
  baseAddress: string;
  secretToken: string;
  oauth2TokenExchangeUri: string;
  oauth2ClientId: string;
  oauth2ClientSecret: string;
  credentialLocationInRequest: string;
  oauth2Scope: string;
}

/** What the page calls its fields. */
export const connectivityLabels = {
  baseAddress: 'Tenant URL',
  secretToken: 'Secret token',
  oauth2TokenExchangeUri: 'Token Endpoint',
  oauth2ClientId: 'Client Identifier',
  oauth2ClientSecret: 'Client Secret',
  credentialLocationInRequest: 'Send the credentials in',
  oauth2Scope: 'Scope',
} as const;

/** The choices of "Select authentication method". */
export const authenticationMethods = {
  AuthenticationToken: 'Bearer authentication',
  OAuth2ClientCredentialsGrant: 'OAuth 2.0 client credentials grant',
} as const;

export const credentialLocations = {
  Header: 'Authorization header',
  Body: 'Request body',
} as const;

/** Secrets are never shown again. */
export const formOf = (saved: ConnectivityParameters, templateId: string): ConnectivityForm => ({
  templateId,
  authenticationType: saved.authenticationType,
  baseAddress: saved.baseAddress ?? '',
  secretToken: '',
  oauth2TokenExchangeUri: saved.oauth2TokenExchangeUri ?? '',
  oauth2ClientId: saved.oauth2ClientId ?? '',
  oauth2ClientSecret: '',
  credentialLocationInRequest: saved.credentialLocationInRequest ?? 'Header',
  oauth2Scope: saved.oauth2Scope ?? '',
});

export const readConnectivity = (form: PostedForm): ConnectivityForm => ({
  templateId: form.text('templateId'),
  authenticationType: form.text('authenticationType'),
  baseAddress: form.text('baseAddress'),
  secretToken: form.text('secretToken'),
  oauth2TokenExchangeUri: form.text('oauth2TokenExchangeUri'),
  oauth2ClientId: form.text('oauth2ClientId'),
  oauth2ClientSecret: form.text('oauth2ClientSecret'),
  credentialLocationInRequest: form.text('credentialLocationInRequest'),
  oauth2Scope: form.text('oauth2Scope'),
});

/** What is saved or tested: the fields of the chosen method; an empty secret keeps the saved one, for the same server. */
export function parametersOf(form: ConnectivityForm): Partial<ConnectivityParameters> {
  const { baseAddress, authenticationType } = form;
  const address = { baseAddress };
  if (authenticationType !== 'OAuth2ClientCredentialsGrant')
    return {
      ...address,
      authenticationType: authenticationType as ConnectivityParameters['authenticationType'],
      ...(form.secretToken !== '' && { secretToken: form.secretToken }),
    };
  return {
    ...address,
    authenticationType,
    oauth2TokenExchangeUri: form.oauth2TokenExchangeUri,
    oauth2ClientId: form.oauth2ClientId,
    ...(form.oauth2ClientSecret !== '' && { oauth2ClientSecret: form.oauth2ClientSecret }),
    credentialLocationInRequest:
      form.credentialLocationInRequest as ConnectivityParameters['credentialLocationInRequest'],
    oauth2Scope: form.oauth2Scope,
  };
}
