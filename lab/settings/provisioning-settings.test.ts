import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startLab } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';
import { contoso } from './testing/full-settings.ts';

const labs = RunningLabs.forEachTest();

const app = {
  displayName: 'Reports',
  identifierUris: ['urn:reports'],
  replyUrls: ['http://localhost:8080/acs'],
};
const userName = {
  targetAttributeName: 'userName',
  source: 'userPrincipalName',
  matchingPriority: 1,
} as const;
const businessUnit = 'urn:ietf:params:scim:schemas:extension:peakon:2.0:User:Business Unit';
const objectMappings = [
  {
    sourceObjectName: 'User' as const,
    flowTypes: 'Add, Update',
    attributeMappings: [
      userName,
      { targetAttributeName: 'title', source: '"Guest"', defaultValue: 'none' },
      {
        targetAttributeName: businessUnit,
        source: 'ToUpper([department])',
        flowType: 'ObjectAddOnly' as const,
      },
    ],
    scope: {
      groups: [
        {
          name: 'Sales only',
          clauses: [
            {
              sourceOperandName: 'department',
              operatorName: 'EQUALS',
              targetOperand: { values: ['Sales'] },
            },
            { sourceOperandName: 'country', operatorName: 'IS NOT NULL' },
          ],
        },
      ],
    },
  },
  { sourceObjectName: 'Group' as const, enabled: false },
];

test('attribute mappings and scoping filters come from settings, once, and survive an export', async () => {
  const settings = contoso({
    applications: [
      {
        ...app,
        provisioning: { baseAddress: 'http://localhost:9/scim', secretToken: 't', objectMappings },
      },
    ],
  });
  const lab = await labs.start({ memory: true, settings });
  const find = async () => {
    const reports = await lab.directory.findApplication(lab.start.tenantId, {
      displayName: 'Reports',
    });
    return lab.directory.findProvisioning(reports?.servicePrincipal.id ?? '');
  };
  const saved = await find();
  expect(saved).toMatchObject({ mappingsChanged: true, schemaOtherwiseChanged: false });
  expect(saved?.objectMappings).toEqual([
    objectMappings[0],
    expect.objectContaining({ sourceObjectName: 'Group', enabled: false }),
  ]);
  await lab.applySettings({ settings });
  expect((await find())?.objectMappings).toEqual(saved?.objectMappings);
  const exported = await lab.exportSettings();
  const [reports] =
    exported.settings.tenants?.[0]?.applications?.filter(
      ({ displayName }) => displayName === 'Reports',
    ) ?? [];
  expect(reports?.provisioning?.objectMappings).toEqual(saved?.objectMappings);
  expect(exported.leftOut.join()).not.toContain('in the schema of Reports');
});

test('an application that is only provisioned needs no address for SAML, also after an export', async () => {
  const provisioning = { baseAddress: 'http://localhost:9/scim', secretToken: 't' };
  const only = { displayName: 'Directory', provisioning };
  const lab = await labs.start({ memory: true, settings: contoso({ applications: [only] }) });
  const { settings } = await lab.exportSettings();
  const copy = await labs.start({ memory: true, settings: JSON.parse(JSON.stringify(settings)) });
  const found = await copy.directory.findApplication(copy.start.tenantId, {
    displayName: 'Directory',
  });
  expect(found?.servicePrincipal.preferredSingleSignOnMode).not.toBe('saml');
  expect(await copy.directory.findProvisioning(found?.servicePrincipal.id ?? '')).toMatchObject({
    connectivity: { baseAddress: provisioning.baseAddress },
  });
});

test('what only Graph can change in a schema is named where an export leaves it out', async () => {
  const lab = await labs.start({ memory: true, settings: contoso({ applications: [app] }) });
  const tenant = await lab.findTenant('contoso.com');
  await tenant?.configureProvisioning('Reports', { templateId: 'scim' });
  const found = await lab.directory.findApplication(lab.start.tenantId, { displayName: 'Reports' });
  const { id } = found?.servicePrincipal ?? { id: '' };
  const { objectMappings: before = [] } = (await lab.directory.findProvisioning(id)) ?? {};
  expect((await lab.exportSettings()).leftOut.join()).not.toContain('in the schema of Reports');
  const attributes = [{ name: 'userName', type: 'String', required: true, caseExact: true }];
  await lab.directory.configureProvisioning(id, {
    schema: {
      synchronizationRules: [
        {
          sourceDirectoryName: 'Microsoft Entra ID',
          targetDirectoryName: 'Own',
          objectMappings: [
            {
              sourceObjectName: 'User',
              targetObjectName: 'User',
              attributeMappings: [
                {
                  targetAttributeName: 'userName',
                  source: { type: 'Attribute', name: 'mail' },
                  matchingPriority: 1,
                },
              ],
            },
          ],
        },
      ],
      directories: [{ name: 'Own', objects: [{ name: 'User', attributes }] }],
    },
  });
  expect(before.length).toBeGreaterThan(1);
  expect((await lab.exportSettings()).leftOut.join()).toContain('in the schema of Reports');
});

test('faults of mappings have the line and column of what is wrong', async () => {
  mkdirSync(labs.folder, { recursive: true });
  const config = join(labs.folder, 'samlab.yaml');
  writeFileSync(
    config,
    `tenants:
  - domain: contoso.com
    applications:
      - displayName: Reports
        identifierUris: [urn:reports]
        replyUrls: [http://localhost:8080/acs]
        provisioning:
          baseAddress: http://localhost:9/scim
          secretToken: t
          objectMappings:
            - sourceObjectName: User
              attributeMappings:
                - { targetAttributeName: userName, source: userPrincipalName, matchingPriority: 1 }
                - { targetAttributeName: title, source: jobTilte }
                - { targetAttributeName: nickName, source: 'ToUpper([mail' }
                - { targetAttributeName: displayName, source: displayName, flowTyp: Always }
              scope:
                groups:
                  - clauses: [{ sourceOperandName: department, operatorName: EQUAL }]
`,
  );
  const refused = (await startLab({ memory: true, config, ports: { idp: 0, sp: 0 } }).catch(
    (error: Error) => error,
  )) as Error;
  const first = refused.message.replaceAll(config, 'samlab.yaml').split('\n');
  const place = 'tenants[0].applications[0].provisioning.objectMappings[0]';
  expect(first).toEqual([
    `samlab.yaml:15:60: ${place}.attributeMappings[2].source: The bracket "[" of an attribute is not closed. (Character 9.)`,
    `samlab.yaml:16:76: ${place}.attributeMappings[3].flowTyp: there is no such key; did you mean flowType?`,
  ]);
  writeFileSync(
    config,
    `tenants:
  - domain: contoso.com
    applications:
      - displayName: Reports
        identifierUris: [urn:reports]
        replyUrls: [http://localhost:8080/acs]
        provisioning:
          objectMappings:
            - sourceObjectName: User
              attributeMappings:
                - { targetAttributeName: title, source: jobTilte }
              scope:
                groups:
                  - clauses: [{ sourceOperandName: department, operatorName: EQUAL }]
`,
  );
  const second = (await startLab({ memory: true, config, ports: { idp: 0, sp: 0 } }).catch(
    (error: Error) => error,
  )) as Error;
  expect(second.message.replaceAll(config, 'samlab.yaml').split('\n')).toEqual([
    `samlab.yaml:11:17: ${place}.attributeMappings: The application requires userName, so its mapping cannot be deleted.`,
    `samlab.yaml:11:17: ${place}.attributeMappings: No attribute matches objects: set "Match objects using this attribute" (matchingPriority) for at least one, such as userName.`,
    `samlab.yaml:11:57: ${place}.attributeMappings[0].source: Users have no attribute "jobTilte"; did you mean jobTitle?`,
    `samlab.yaml:14:78: ${place}.scope.groups[0].clauses[0].operatorName: There is no operator "EQUAL"; did you mean EQUALS?`,
  ]);
});

test('how a token is got survives an export, without its secret', async () => {
  const provisioning = {
    baseAddress: 'http://localhost:9/scim',
    oauth2TokenExchangeUri: 'http://localhost:9/token',
    oauth2ClientId: 'entra',
    credentialLocationInRequest: 'Body',
    oauth2Scope: 'scim',
  } as const;
  const applications = [{ ...app, provisioning: { ...provisioning, oauth2ClientSecret: 's' } }];
  const lab = await labs.start({ memory: true, settings: contoso({ applications }) });
  const { settings, leftOut } = await lab.exportSettings();
  const exported = settings.tenants?.[0]?.applications?.[0]?.provisioning;
  expect(exported).toMatchObject(provisioning);
  expect(exported).not.toHaveProperty('oauth2ClientSecret');
  expect(leftOut.join()).toContain('The credentials with which Reports provisions');
});

test('a manager who is nobody, or whose own manager it is, is refused at the key', async () => {
  mkdirSync(labs.folder, { recursive: true });
  const config = join(labs.folder, 'samlab.yaml');
  const refusal = async (manager: string) => {
    const text = `tenants:
  - domain: contoso.com
    users:
      - { userPrincipalName: ann@contoso.com, manager: bob@contoso.com }
      - { userPrincipalName: bob@contoso.com, manager: ${manager} }
`;
    writeFileSync(config, text);
    const started = startLab({ memory: true, config, ports: { lab: 0, idp: 0, sp: 0 } });
    const refused: Error = await started.then(
      (lab) => lab.close().then(() => new Error('It started.')),
      (error: Error) => error,
    );
    return refused.message.replaceAll(config, 'samlab.yaml');
  };
  expect(await refusal('cat@contoso.com')).toBe(
    'samlab.yaml:5:56: tenants[0].users[1].manager: there is no user cat@contoso.com in this tenant.',
  );
  expect(await refusal('ann@contoso.com')).toContain(
    'samlab.yaml:5:56: tenants[0].users[1].manager: bob is a manager of ann',
  );
  expect(await refusal('""')).toBe('It started.');
});
