import { endpoints } from '../endpoints.ts';
import { administrator, application, company, patterns, tenant } from '../tutorial.ts';
import { credentials } from './credentials.ts';
import { adminCenter, pages } from './pages.ts';
import { changeSamlSettings, requireApplication } from './saml-settings.ts';
import type { Step } from './step.ts';
import { whySignOnUrl } from './why-not.ts';

/** "Add Peakon from the gallery" and "Configure Microsoft Entra SSO". */
export const entraSteps: readonly Step[] = [
  {
    id: 'add-application',
    title: 'Add Peakon from the gallery',
    where: adminCenter,
    instructions: [
      'In the menu, select **Enterprise apps**, then **New application**.',
      'Type **Peakon** in the search box, open its tile and select **Create**. Adding the app takes a moment.',
    ],
    link: (context) => ({ label: 'Open the gallery', href: pages(context).gallery }),
    values: (context) => credentials(context, 'Administrator', administrator.userPrincipalName),
    note: 'The tutorial says "Add from the gallery"; today the page is called Browse Microsoft Entra Gallery.',
    done: (state) => state.application !== undefined,
    perform: async ({ sides: { directory }, state }) => {
      if (state.application) return;
      const { appId } = application;
      const taken = await directory.findApplication(tenant.id, { appId });
      await directory.addApplication({
        tenantId: tenant.id,
        displayName: application.displayName,
        appId: taken ? undefined : appId,
        applicationTemplateId: application.applicationTemplateId,
      });
    },
    startOver: async ({ sides: { directory }, state }) => {
      if (state.application)
        await directory.deleteApplication(state.application.servicePrincipalId);
    },
  },
  {
    id: 'choose-saml',
    title: 'Choose SAML as the single sign-on method',
    where: adminCenter,
    instructions: [
      'Open the app Peakon, then **Single sign-on**.',
      'On **Select a single sign-on method**, select **SAML**. This also creates a signing certificate.',
    ],
    link: (context) => ({ label: 'Open Single sign-on', href: pages(context).singleSignOn }),
    done: ({ application: app }) => app?.isSaml === true && app.certificate !== undefined,
    perform: async (context) => {
      const { servicePrincipalId } = requireApplication(context);
      const { directory } = context.sides;
      await directory.chooseSaml(servicePrincipalId, administrator.userPrincipalName);
    },
    startOver: async ({ sides: { directory }, state: { application: app } }) => {
      if (app) await directory.disableSingleSignOn(app.servicePrincipalId);
    },
  },
  {
    id: 'basic-saml',
    title: 'Fill in Identifier and Reply URL',
    where: adminCenter,
    instructions: [
      'Under **Basic SAML Configuration**, select the pencil, **Edit**.',
      'Paste the **Identifier** and the **Reply URL**, then select **Save**. IdP-initiated sign-in needs nothing more.',
    ],
    link: (context) => ({
      label: 'Open Basic SAML Configuration',
      href: pages(context).basicSaml,
    }),
    values: () => [
      { term: 'Identifier (Entity ID)', value: patterns.identifier },
      { term: 'Reply URL (Assertion Consumer Service URL)', value: patterns.replyUrl },
    ],
    note: `These are the tutorial's patterns, filled in with the company ID "${company.id}". They are not the real values: those come from Peakon, which first needs values from here. Save the patterns now; a later step replaces them.`,
    done: ({ application: app }) =>
      app !== undefined &&
      app.settings.identifierUris.length > 0 &&
      app.settings.replyUrls.length > 0,
    perform: (context) =>
      changeSamlSettings(context, {
        identifierUris: [patterns.identifier],
        replyUrls: [patterns.replyUrl],
      }),
    startOver: (context) => changeSamlSettings(context, { identifierUris: [], replyUrls: [] }),
  },
  {
    id: 'sign-on-url',
    title: 'Fill in the Sign on URL',
    where: adminCenter,
    instructions: [
      'On the same pane, paste the **Sign on URL** and select **Save**. It is for SP-initiated sign-in: with it, the tile in My Apps opens Peakon; without it, the tile signs in directly.',
    ],
    link: (context) => ({
      label: 'Open Basic SAML Configuration',
      href: pages(context).basicSaml,
    }),
    values: ({ urls }) => [{ term: 'Sign on URL', value: endpoints(urls).signOnUrl }],
    note: 'The tutorial hides this field behind "Set additional URLs" and gives https://app.peakon.com/login, a fixed URL without a company ID. Here Peakon runs on this machine, so its URL is different.',
    done: ({ application: app, urls }) => app?.settings.signOnUrl === endpoints(urls).signOnUrl,
    why: whySignOnUrl,
    perform: (context) =>
      changeSamlSettings(context, { signOnUrl: endpoints(context.urls).signOnUrl }),
    startOver: (context) => changeSamlSettings(context, { signOnUrl: undefined }),
  },
];
