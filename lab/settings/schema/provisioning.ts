import { Type } from 'typebox';
import { flag, list, optional, strict, text } from './words.ts';

const FilterClause = Type.Object(
  {
    sourceOperandName: text('Attribute of the user or group.', ['department']),
    operatorName: text('How it is compared, as Microsoft Graph writes it.', [
      'EQUALS',
      'IS NOT NULL',
      'REGEX MATCH',
    ]),
    targetOperand: optional(
      Type.Object(
        { values: list(Type.String(), 'Values to compare with.') },
        { ...strict, description: 'What it is compared with.' },
      ),
    ),
  },
  { ...strict, title: 'A clause' },
);

const FilterGroup = Type.Object(
  {
    name: optional(text('Title of the scoping filter.')),
    clauses: list(FilterClause, 'All of them must hold.'),
  },
  { ...strict, title: 'A scoping filter' },
);

const AttributeMapping = Type.Object(
  {
    targetAttributeName: text(
      'Attribute of the application. One that it is not known to have is added to its attributes, as a text.',
      ['title', 'emails[type eq "work"].value'],
    ),
    source: text(
      'An attribute of the user or group; a text in quotation marks; or an expression. YAML needs apostrophes around what begins with a quotation mark or a bracket, and around an expression between braces.',
      ['jobTitle', 'ToLower([mail])'],
    ),
    matchingPriority: optional(
      Type.Integer({ description: 'Objects are matched by it; 1 is looked up first.' }),
    ),
    defaultValue: optional(text('Used at creation when the source has no value.')),
    flowType: optional(
      Type.Enum(
        ['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly'],
        { description: 'When it is written. Default: Always.' },
      ),
    ),
    flowBehavior: optional(
      Type.Enum(['FlowWhenChanged', 'FlowAlways'], {
        description: 'Whether it is written only when it changed. Default: FlowWhenChanged.',
      }),
    ),
    exportMissingReferences: optional(
      flag('Whether references to objects that were not provisioned are written. Default: false.'),
    ),
  },
  { ...strict, title: 'An attribute mapping' },
);

/** Attribute mappings and scoping filters of one kind of object. */
const ObjectMapping = Type.Object(
  {
    sourceObjectName: Type.Enum(['User', 'Group'], { description: 'Whose mapping it is.' }),
    enabled: optional(flag('Whether such objects are provisioned. Users always are.')),
    flowTypes: optional(
      text('What is done in the application: some of Add, Update, Delete; or None.', [
        'Add, Update',
      ]),
    ),
    attributeMappings: optional(
      list(AttributeMapping, 'Every attribute that is mapped, in place of those of the template.'),
    ),
    scope: optional(
      Type.Object(
        {
          groups: optional(
            list(
              FilterGroup,
              'Who is in scope: whom any of them lets through. Who leaves them is disabled in the application.',
            ),
          ),
          inputFilterGroups: optional(
            list(FilterGroup, 'The same, but who leaves them is left alone.'),
          ),
        },
        { ...strict, description: 'Scoping filters.' },
      ),
    ),
  },
  { ...strict, title: 'Users or groups' },
);

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
    objectMappings: optional(
      list(
        ObjectMapping,
        'Attribute mappings and scoping filters of users and of groups. Default: those of the template.',
      ),
    ),
    started: optional(flag('Whether it runs. Default: a new job is not started.')),
  },
  { ...strict, description: 'Automated provisioning by SCIM.' },
);
