import { urn } from '../../../scim/urns.ts';
import { MAX_BODY, MAX_BULK_OPERATIONS, MAX_PAGE } from '../limits.ts';

/** What this server can do (RFC 7643 5). */
export const serviceProviderConfig = (base: string) => ({
  schemas: [urn.serviceProviderConfig],
  documentationUri: 'https://developer.peakon.com/reference/scim-20-api',
  patch: { supported: true },
  bulk: { supported: true, maxOperations: MAX_BULK_OPERATIONS, maxPayloadSize: MAX_BODY },
  filter: { supported: true, maxResults: MAX_PAGE },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth Bearer Token',
      description: 'The token that Peakon shows when Employee Provisioning is enabled.',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  meta: {
    resourceType: 'ServiceProviderConfig',
    location: `${base}/ServiceProviderConfig`,
  },
});
