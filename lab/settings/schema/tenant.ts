import { Type } from 'typebox';
import { Application } from './application.ts';
import { Group } from './group.ts';
import { Policy } from './policy.ts';
import { User } from './user.ts';
import { flag, list, optional, strict, text } from './words.ts';

export const Tenant = Type.Object(
  {
    domain: text('First verified domain; finds the tenant again.', ['contoso.com']),
    displayName: optional(text('Name of a new tenant. Default: from its domain.')),
    id: optional(text('Tenant ID of a new tenant, a GUID. Default: made from its domain.')),
    domains: optional(list(Type.String(), 'Further verified domains.')),
    cloud: optional(
      Type.Enum(['global', 'usGovernment'], { description: 'Cloud whose URLs the pages show.' }),
    ),
    unknownIssuerCode: optional(
      Type.Integer({ description: 'AADSTS code for an unknown Issuer: 700016 or 650056.' }),
    ),
    checksDestination: optional(flag('Whether Destination of a request is checked.')),
    checksIssueInstant: optional(flag('Whether IssueInstant of a request is checked.')),
    allowsPlainHttp: optional(
      flag(
        'Whether addresses of applications may begin with http:// on other hosts than localhost, such as the name of a container. Entra refuses them.',
      ),
    ),
    logoutResponseIssuer: optional(
      Type.Enum(['sts.windows.net', 'login.microsoftonline.com'], {
        description: 'Host in the Issuer of a LogoutResponse. Default: sts.windows.net.',
      }),
    ),
    logoutQueryEscapes: optional(
      Type.Enum(['lower', 'upper'], {
        description:
          'Percent-encoding of logout messages: lower (%2f), as Entra does, or upper (%2F). Default: lower.',
      }),
    ),
    logoutNameId: optional(
      Type.Enum(['withoutFormat', 'asInAssertion'], {
        description:
          'NameID of a LogoutRequest: withoutFormat, as Entra does, or asInAssertion. Default: withoutFormat.',
      }),
    ),
    users: optional(list(User, 'Users.')),
    groups: optional(list(Group, 'Groups.')),
    applications: optional(list(Application, 'Enterprise applications.')),
    policies: optional(list(Policy, 'Conditional Access policies.')),
  },
  { ...strict, title: 'A tenant' },
);
