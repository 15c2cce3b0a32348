import type { Named } from './application-errors.ts';
import { entry } from './entry.ts';

/** Errors of the token endpoint, `/{tenant}/oauth2/v2.0/token`. */
export const tokenErrors = {
  70003: entry<{ grantType: string }>({
    name: 'UnsupportedGrantType',
    message: ({ grantType }) => `The app requested an unsupported grant type '${grantType}'.`,
    advice: 'Send grant_type=client_credentials: this mock signs no users in at this endpoint.',
  }),
  500011: entry<{ resource: string; tenant: string }>({
    name: 'InvalidResourceServicePrincipalNotFound',
    message: ({ resource, tenant }) =>
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    advice: 'Ask for Microsoft Graph, with scope=https://graph.microsoft.com/.default.',
  }),
  900144: entry<{ parameter: string }>({
    name: 'MissingRequiredField',
    message: ({ parameter }) =>
      `The request body must contain the following parameter: '${parameter}'.`,
    advice:
      'Send grant_type, client_id, client_secret and scope as a form (application/x-www-form-urlencoded).',
  }),
  1002012: entry<{ scope: string }>({
    name: 'InvalidClientCredentialScope',
    message: ({ scope }) =>
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    advice:
      'Send scope=https://graph.microsoft.com/.default: the permissions that the application was granted are all in the token.',
  }),
  7000215: entry<Pick<Named, 'appId'>>({
    name: 'InvalidClientSecret',
    message: ({ appId }) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
    advice:
      'Send the Value of a client secret, which Certificates & secrets shows once, not its Secret ID; percent-encode it in the form.',
    status: 401,
  }),
  7000216: entry({
    name: 'ClientSecretRequired',
    message: () =>
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    advice: 'Send client_secret. Certificates (client_assertion) are not part of this mock.',
    status: 401,
  }),
  7000222: entry<Pick<Named, 'appId'>>({
    name: 'InvalidClientSecretExpired',
    message: ({ appId }) =>
      `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    advice: 'Add a client secret under Certificates & secrets, and send its Value.',
    status: 401,
  }),
};
