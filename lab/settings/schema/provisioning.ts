import { Type } from 'typebox';
import { flag, optional, strict, text } from './words.ts';

/** Automated provisioning of an application by SCIM, under Microsoft Graph's names. */
export const Provisioning = Type.Object(
  {
    company: optional(
      text(
        "Id of a company of the lab's Peakon, such as contoso, in place of an address: its provisioning is enabled, and its address and a new token are used.",
      ),
    ),
    templateId: optional(
      text(
        'Template of a new job: peakon, scim or customappsso. Default: the first that the application offers.',
      ),
    ),
    baseAddress: optional(
      text('Tenant URL: address of the SCIM server, before /Users.', [
        'https://api.example.com/scim/v2',
      ]),
    ),
    secretToken: optional(text('Bearer token for the SCIM server.')),
    oauth2TokenExchangeUri: optional(text('Token endpoint, for OAuth client credentials.')),
    oauth2ClientId: optional(text('Client id at the token endpoint.')),
    oauth2ClientSecret: optional(text('Client secret at the token endpoint.')),
    credentialLocationInRequest: optional(
      Type.Enum(['Header', 'Body'], {
        description: 'Where the client id and secret are in the request for a token.',
      }),
    ),
    oauth2Scope: optional(
      text('Scope of the request for a token, if the token endpoint asks for one.'),
    ),
    syncAll: optional(
      flag('Whether all users and groups are provisioned. Default: those that are assigned.'),
    ),
    skipOutOfScopeDeletions: optional(
      flag('Whether users who leave the scope stay enabled in the application.'),
    ),
    notificationEmail: optional(text('Who gets the mail when the job goes into quarantine.')),
    sendNotification: optional(flag('Whether that mail is sent.')),
    accidentalDeletionThreshold: optional(
      Type.Integer({ description: 'More deletions and disablings in one cycle stop it.' }),
    ),
    acceleratedInterval: optional(
      Type.Integer({
        description:
          'Seconds between two cycles on the clock of the lab. Default: 40 minutes, as in Entra.',
      }),
    ),
    honorRetryAfter: optional(flag('Whether a Retry-After of the SCIM server is waited for.')),
    started: optional(flag('Whether it runs. Default: a new job is not started.')),
  },
  { ...strict, description: 'Automated provisioning by SCIM.' },
);
