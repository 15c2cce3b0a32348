/** Provisioning, as operations take and answer it, under Microsoft Graph's names. */
import { type TProperties, Type } from 'typebox';
import type { ProvisioningConfiguration } from '../../idp/index.ts';
import { flag, nullable, one, strict, text } from './schemas.ts';

const optional = Type.Optional;
const count = (description: string) => Type.Integer({ description });
const instant = (description: string) =>
  nullable(Type.String(), `${description}, in UTC; null: never.`);
const object = <Properties extends TProperties>(properties: Properties, title: string) =>
  Type.Object(properties, { ...strict, title });

const authenticationType = one(
  ['AuthenticationToken', 'OAuth2ClientCredentialsGrant'],
  'How requests to the SCIM server prove who they come from.',
);
const credentialLocation = one(
  ['Header', 'Body'],
  'Where the client id and secret are in the request for a token.',
);

const filterGroups = (description: string) =>
  Type.Array(
    object(
      {
        name: optional(text('Title of the scoping filter.')),
        clauses: Type.Array(
          Type.Object(
            {
              sourceOperandName: text('Attribute of the user or group.'),
              operatorName: text('How it is compared, such as EQUALS.'),
              targetOperand: optional(
                Type.Object(
                  {
                    values: Type.Array(Type.String(), { description: 'Values to compare with.' }),
                  },
                  { ...strict, description: 'What it is compared with.' },
                ),
              ),
            },
            strict,
          ),
          { description: 'All of them must hold.' },
        ),
      },
      'ScopingFilter',
    ),
    { description },
  );

const listOfObjectMappings = Type.Array(
  object(
    {
      sourceObjectName: one(['User', 'Group'], 'Whose mapping it is.'),
      enabled: optional(flag('Whether such objects are provisioned. Users always are.')),
      flowTypes: optional(
        text('What is done in the application: some of Add, Update, Delete; or None.'),
      ),
      attributeMappings: optional(
        Type.Array(
          object(
            {
              targetAttributeName: text(
                'Attribute of the application. One that it is not known to have is added to its attributes, as a text.',
              ),
              source: text(
                'An attribute of the user or group, such as mail; a text in quotation marks; or an expression, such as ToLower([mail]).',
              ),
              matchingPriority: optional(count('Objects are matched by it; 1 is looked up first.')),
              defaultValue: optional(text('Used at creation when the source has no value.')),
              flowType: optional(
                one(
                  [
                    'Always',
                    'ObjectAddOnly',
                    'MultiValueAddOnly',
                    'ValueAddOnly',
                    'AttributeAddOnly',
                  ],
                  'When it is written. Default: Always.',
                ),
              ),
              flowBehavior: optional(
                one(
                  ['FlowWhenChanged', 'FlowAlways'],
                  'Whether it is written only when it changed. Default: FlowWhenChanged.',
                ),
              ),
              exportMissingReferences: optional(
                flag('Whether references to objects that were not provisioned are written.'),
              ),
            },
            'AttributeMapping',
          ),
          { description: 'Every attribute that is mapped, in place of those that there are.' },
        ),
      ),
      scope: optional(
        Type.Object(
          {
            groups: optional(
              filterGroups(
                'Who is in scope: whom any of them lets through. Who leaves them is disabled in the application.',
              ),
            ),
            inputFilterGroups: optional(
              filterGroups('The same, but who leaves them is left alone.'),
            ),
          },
          { ...strict, description: 'Scoping filters.' },
        ),
      ),
    },
    'ObjectMapping',
  ),
  { description: 'Attribute mappings and scoping filters of users and of groups.' },
);

const objectMappings =
  Type.Unsafe<NonNullable<ProvisioningConfiguration['objectMappings']>>(listOfObjectMappings);

/** What a configuration can say; what is absent stays as it is. */
export const ConfigureProvisioning = object(
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
    baseAddress: optional(text('Tenant URL: address of the SCIM server, before /Users.')),
    authenticationType: optional(authenticationType),
    secretToken: optional(text('Bearer token for the SCIM server.')),
    oauth2TokenExchangeUri: optional(text('Token endpoint, for OAuth client credentials.')),
    oauth2ClientId: optional(text('Client id at the token endpoint.')),
    oauth2ClientSecret: optional(text('Client secret at the token endpoint.')),
    credentialLocationInRequest: optional(credentialLocation),
    oauth2Scope: optional(
      text('Scope of the request for a token, if the token endpoint asks for one.'),
    ),
    syncAll: optional(
      flag('Whether all users and groups are provisioned. Default: those that are assigned.'),
    ),
    skipOutOfScopeDeletions: optional(
      flag('Whether users who leave the scope stay enabled in the application.'),
    ),
    notificationEmail: optional(
      nullable(Type.String(), 'Who gets the mail when the job goes into quarantine; null: nobody.'),
    ),
    sendNotification: optional(flag('Whether that mail is sent.')),
    accidentalDeletionThreshold: optional(
      nullable(
        Type.Integer(),
        'More deletions and disablings in one cycle stop it; null: no limit.',
      ),
    ),
    acceleratedInterval: optional(
      nullable(
        Type.Integer(),
        'Seconds between two cycles on the clock of the lab; null: 40 minutes, as in Entra.',
      ),
    ),
    honorRetryAfter: optional(flag('Whether a Retry-After of the SCIM server is waited for.')),
    started: optional(flag('Whether it runs. Default: a new job is not started.')),
    objectMappings: optional(objectMappings),
    schema: optional(
      Type.Unsafe<object>({
        type: 'object',
        description: "Mappings and scoping filters as a whole: Graph's synchronizationSchema.",
      }),
    ),
  },
  'ConfigureProvisioning',
);

const execution = Type.Object(
  {
    activityIdentifier: text('Id of the cycle, the cycleId of its logs.'),
    state: one(['Succeeded', 'Failed', 'EntryLevelErrors'], 'How it ended.'),
    timeBegan: text('When it began, in UTC.'),
    timeEnded: text('When it ended, in UTC.'),
    countImported: count('Objects that were read.'),
    countEntitled: count('Objects in scope.'),
    countExported: count('Objects that were changed in the application.'),
    countEscrowed: count('Objects that failed and are tried again.'),
    error: nullable(
      Type.Object({ code: text('Its code.'), message: text('One sentence.') }, strict),
      'Why the whole cycle failed.',
    ),
  },
  { ...strict, description: 'A cycle.' },
);

export const Provisioning = object(
  {
    job: Type.Object(
      {
        id: text('Id of the synchronization job.'),
        templateId: text('Template that it was made from.'),
        state: one(['Disabled', 'Active', 'Paused'], 'Whether it runs.'),
        interval: text('ISO 8601 duration between two cycles, as Graph says it.'),
        code: one(
          ['NotConfigured', 'NotRun', 'Active', 'Paused', 'Quarantine'],
          'Status, as Graph says it.',
        ),
        nextRunDateTime: instant('When the next cycle begins'),
        quarantine: nullable(
          Type.Object(
            {
              reason: text('Why, as Graph says it.'),
              nextAttempt: text('When the next cycle is tried, in UTC.'),
              message: nullable(Type.String(), 'What went wrong.'),
            },
            strict,
          ),
          'Why nothing is provisioned; null: it is not in quarantine.',
        ),
        lastExecution: nullable(execution, 'The last cycle; null: there was none.'),
      },
      { ...strict, description: 'The synchronization job.' },
    ),
    baseAddress: nullable(Type.String(), 'Address of the SCIM server.'),
    authenticationType,
    hasSecret: flag('Whether a token or a client secret is saved. It is never given back.'),
    syncAll: flag('Whether all users and groups are provisioned.'),
    skipOutOfScopeDeletions: flag('Whether users who leave the scope stay enabled.'),
    notificationEmail: nullable(Type.String(), 'Who gets mails.'),
    sendNotification: flag('Whether mails are sent.'),
    accidentalDeletionThreshold: nullable(Type.Integer(), 'More deletions in one cycle stop it.'),
    acceleratedInterval: nullable(Type.Integer(), 'Seconds between two cycles; null: 40 minutes.'),
    honorRetryAfter: flag('Whether a Retry-After is waited for.'),
    objectMappings,
  },
  'Provisioning',
);

export const ProvisioningCycle = object(
  {
    cycleId: text('Id of the cycle, for the logs.'),
    kind: one(['initial', 'incremental'], 'What was read: everybody, or what changed.'),
    execution,
  },
  'ProvisioningCycle',
);

const identity = (description: string) =>
  Type.Object(
    {
      id: text('Its id; empty while it does not exist.'),
      displayName: text('Its name.'),
      identityType: text('What it is, such as User.'),
    },
    { ...strict, description },
  );

const loggedProperties = {
  id: text('Id of the line.'),
  activityDateTime: text('When, in UTC.'),
  servicePrincipal: Type.Object(
    { id: text('Its servicePrincipalId.'), displayName: text('Its name.') },
    { ...strict, description: 'The application.' },
  ),
  jobId: text('The job.'),
  cycleId: text('The cycle.'),
  changeId: text('The change.'),
  provisioningAction: one(
    ['create', 'update', 'delete', 'stageddelete', 'disable', 'other'],
    'What was done.',
  ),
  durationInMilliseconds: count('How long it took.'),
  status: one(['success', 'failure', 'skipped', 'warning'], 'How it ended.'),
  error: nullable(
    Type.Object({ errorCode: text('Its code.'), reason: text('What went wrong.') }, strict),
    'Of a failure.',
  ),
  sourceIdentity: identity('In the tenant.'),
  targetIdentity: identity('In the application.'),
  provisioningSteps: Type.Array(
    Type.Object(
      {
        name: text('Such as EntryExportAdd.'),
        provisioningStepType: text(
          'import, scoping, matching, processing, referenceResolution or export.',
        ),
        status: text('success, failure, skipped or warning.'),
        description: text('One sentence.'),
        details: Type.Record(Type.String(), Type.String(), { description: 'Names and values.' }),
      },
      strict,
    ),
    { description: 'What was done, in order.' },
  ),
  modifiedProperties: Type.Array(
    Type.Object(
      {
        displayName: text('Attribute of the application.'),
        oldValue: nullable(Type.String(), 'Before.'),
        newValue: nullable(Type.String(), 'After.'),
      },
      strict,
    ),
    { description: 'What changed.' },
  ),
};

export const ProvisioningLog = object(loggedProperties, 'ProvisioningLog');

const exchange = Type.Object(
  {
    method: text('Of the request.'),
    url: text('Where it was sent.'),
    requestBody: text('Body of the request; empty for none.'),
    status: nullable(Type.Integer(), 'Of the answer; null: there was none.'),
    answerBody: text('Body of the answer, or why there was none.'),
  },
  strict,
);

export const ProvisionedOnDemand = object(
  {
    result: one(['Success', 'Failure', 'Skipped'], 'How it ended.'),
    errorCode: nullable(Type.String(), 'Of a failure, or why nothing was done.'),
    errorMessage: nullable(Type.String(), 'One sentence.'),
    log: ProvisioningLog,
    exchanges: Type.Array(exchange, {
      description: 'Requests and answers; credentials are masked.',
    }),
  },
  'ProvisionedOnDemand',
);
