import { scimAddress } from '../tenants/provisioning.ts';
import { company, companyAdministrator, employee } from '../tutorial.ts';
import { credentials } from './credentials.ts';
import { adminCenter, pages, peakonAdministration } from './pages.ts';
import { requireApplication } from './saml-settings.ts';
import type { TutorialState } from './state.ts';
import { type Step, StepBlocked } from './step.ts';

/** "Configure automatic user provisioning", which the tutorial recommends and leaves to another one. None of the other steps needs them. */
export const provisioningSteps: readonly Step[] = [
  {
    id: 'enable-provisioning',
    title: 'Enable Employee Provisioning in Peakon',
    where: peakonAdministration,
    instructions: [
      'Go to **Configuration**, **Integrations**, **Employee Provisioning** and select **Enable**.',
      'Copy **SCIM 2.0 URL** and **OAuth Bearer Token**. The token is shown once.',
    ],
    link: (context) => ({
      label: 'Open Employee Provisioning',
      href: pages(context).peakonProvisioning,
    }),
    values: (context) => credentials(context, 'Administrator', companyAdministrator.email),
    done: ({ peakonProvisioning }) =>
      peakonProvisioning?.enabled === true && peakonProvisioning.hasToken,
    perform: async ({ sides: { administration } }) => {
      await administration.enableProvisioning(company.id);
    },
    startOver: ({ sides: { administration } }) => administration.disableProvisioning(company.id),
  },
  {
    id: 'configure-provisioning',
    title: 'Connect Microsoft Entra to Peakon',
    where: adminCenter,
    instructions: [
      'In the app Peakon, open **Provisioning** and select **New configuration**.',
      'Paste **Tenant URL** and **Secret token**, select **Test connection**, then **Create**.',
    ],
    link: (context) => ({ label: 'Open Connectivity', href: pages(context).connectivity }),
    values: ({ urls }) => [
      {
        term: 'Tenant URL',
        value: scimAddress(urls.sp),
        note: 'The secret token is the one that Peakon has just shown. "Do this step for me" makes a new one.',
      },
    ],
    done: isConnected,
    why: whyConnected,
    perform: async (context) => {
      const { servicePrincipalId } = requireApplication(context);
      const { directory, administration } = context.sides;
      const { token } = await administration.enableProvisioning(company.id);
      await directory.configureProvisioning(servicePrincipalId, {
        baseAddress: scimAddress(context.urls.sp),
        secretToken: token,
      });
    },
    startOver: async ({ sides: { directory }, state: { application } }) => {
      if (application) await directory.deleteProvisioning(application.servicePrincipalId);
    },
  },
  {
    id: 'start-provisioning',
    title: 'Start provisioning',
    where: adminCenter,
    instructions: [
      'On the Overview of **Provisioning**, select **Start provisioning**. The first cycle begins at once; the next ones follow every 40 minutes, or when you select **Run cycle now**.',
    ],
    link: (context) => ({ label: 'Open Provisioning', href: pages(context).provisioning }),
    done: (state) => isConnected(state) && state.provisioning?.started === true,
    perform: async (context) => {
      const { servicePrincipalId } = requireApplication(context);
      if (!isConnected(context.state))
        throw new StepBlocked('Connect Microsoft Entra to Peakon first.');
      await context.sides.directory.configureProvisioning(servicePrincipalId, { started: true });
    },
    startOver: async ({ sides: { directory }, state: { application, provisioning } }) => {
      if (application && provisioning)
        await directory.configureProvisioning(application.servicePrincipalId, { started: false });
    },
  },
  {
    id: 'provisioned-employee',
    title: 'See B.Simon arrive in Peakon',
    where: peakonAdministration,
    instructions: [
      `Under **Configuration**, **Employees**, there is **${employee.email}**. An employee whom you created by hand was found by the address, and is updated from now on.`,
      'If nobody arrives, **Provision on demand** shows every step, and **Provisioning logs** what was sent.',
    ],
    link: (context) => ({ label: 'Open Employees', href: pages(context).employees }),
    done: ({ employee: person, provisioning }) =>
      person !== undefined && provisioning?.provisionedUser === true,
    startOver: async ({ sides: { administration }, state: { employee: person } }) => {
      if (person) await administration.removeEmployee({ companyId: company.id, id: person.id });
    },
  },
];

function isConnected({ provisioning, urls }: TutorialState): boolean {
  return provisioning?.baseAddress === scimAddress(urls.sp) && provisioning.hasToken;
}

function whyConnected({ provisioning, urls }: TutorialState): string | undefined {
  if (!provisioning) return undefined;
  const wanted = scimAddress(urls.sp);
  if (provisioning.baseAddress !== wanted)
    return `Microsoft Entra has ${provisioning.baseAddress ?? 'nothing'} as Tenant URL; this lab needs ${wanted}.`;
  return 'Microsoft Entra has no Secret token.';
}
