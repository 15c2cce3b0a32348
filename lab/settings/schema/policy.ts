import { Type } from 'typebox';
import { names, optional, strict, text } from './words.ts';

export const Policy = Type.Object(
  {
    displayName: text('Name; finds the policy again.'),
    state: optional(
      Type.Enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced'], {
        description: 'Default: enabled.',
      }),
    ),
    includeUsers: optional(
      Type.Union([Type.Enum(['all', 'none']), Type.Array(Type.String())], {
        description:
          'all, none, or a list of user principal names. Default: all, or none in person when includeGroups is given.',
      }),
    ),
    includeGroups: names('Groups, by name.'),
    excludeUsers: names('User principal names.'),
    excludeGroups: names('Groups, by name.'),
    includeApplications: optional(
      Type.Union([Type.Enum(['all']), Type.Array(Type.String())], {
        description: 'all, or a list of applications, by name. Default: all.',
      }),
    ),
    grantControl: optional(Type.Enum(['block', 'mfa'], { description: 'What is required.' })),
    authenticationStrength: optional(
      text(
        'In place of grantControl: multifactorAuthentication, passwordlessMfa, phishingResistantMfa.',
      ),
    ),
    signInFrequency: optional(Type.Integer({ description: 'Maximum age of a sign-in, in hours.' })),
  },
  { ...strict, title: 'A Conditional Access policy' },
);
