import { endpoints } from '../endpoints.ts';
import { entraNotes } from '../entra-notes.ts';
import { company, companyAdministrator, employee, literalEmployee, patterns } from '../tutorial.ts';
import { credentials } from './credentials.ts';
import { adminCenter, pages, peakonAdministration } from './pages.ts';
import { changeSamlSettings, requireApplication } from './saml-settings.ts';
import type { TutorialState } from './state.ts';
import {
  type GuideContext,
  type GuideValue,
  type Step,
  type StepActionContext,
  StepBlocked,
} from './step.ts';
import { whyEmployee, whyEnabled, whyEntraValues, whyRealValues } from './why-not.ts';

/** "Configure Peakon SSO" and "Create Peakon test user". */
export const peakonSteps: readonly Step[] = [
  {
    id: 'hand-over',
    title: 'Take the certificate and the URLs to Peakon',
    where: adminCenter,
    instructions: [
      'Under **SAML Certificates**, download **Certificate (Raw)**; under **Set up Peakon**, copy **Login URL** and **Logout URL**.',
      'This step is ticked once Peakon has all three, which you enter in the next step.',
    ],
    link: (context) => ({ label: 'Open Single sign-on', href: pages(context).singleSignOn }),
    values: (context) => entraUrls(context, 'Login URL', 'Logout URL'),
    note: 'Login URL and Logout URL are the same. The tutorial says Raw (DER); Peakon also accepts Base64 and PEM.',
    done: hasEntraValues,
    why: whyEntraValues,
    perform: async (context) => {
      await enterEntraValues(context);
      // Enabling single sign-on is the next step.
      if (!context.state.peakon?.enabled)
        await context.sides.administration.disableSingleSignOn(company.id);
    },
    startOver: ({ sides: { administration } }) => administration.removeSingleSignOn(company.id),
  },
  {
    id: 'enable-peakon',
    title: 'Enable single sign-on in Peakon',
    where: peakonAdministration,
    instructions: [
      'In another window, sign in to Peakon as its administrator. Go to **Configuration**, **Integrations**, **Single Sign-On** and select **Enable**.',
      'Paste **SSO Login URL** and **SSO Logout URL**, choose the certificate file that you downloaded, and select **Save**.',
    ],
    link: (context) => ({
      label: 'Open Single Sign-On',
      href: pages(context).peakonSingleSignOn,
    }),
    values: (context) => [
      ...credentials(context, 'Administrator', companyAdministrator.email),
      ...entraUrls(context, 'SSO Login URL', 'SSO Logout URL'),
    ],
    done: (state) =>
      state.peakon?.enabled === true &&
      hasEntraValues(state) &&
      state.peakon.idpEntityId === endpoints(state.urls).entraIdentifier,
    why: whyEnabled,
    perform: enterEntraValues,
    startOver: ({ sides: { administration } }) => administration.disableSingleSignOn(company.id),
  },
  {
    id: 'real-values',
    title: 'Bring the real Entity ID and Reply URL back to Microsoft Entra',
    where: adminCenter,
    instructions: [
      "On Peakon's page, copy **Entity ID** and **Reply URL (ACS)** with the icon next to them.",
      'In **Basic SAML Configuration**, replace the patterns in **Identifier** and **Reply URL** with them, then select **Save**.',
    ],
    link: (context) => ({
      label: 'Open Basic SAML Configuration',
      href: pages(context).basicSaml,
    }),
    values: ({ urls }) => [
      { term: 'Identifier (Entity ID)', value: endpoints(urls).identifier },
      { term: 'Reply URL (Assertion Consumer Service URL)', value: endpoints(urls).replyUrl },
    ],
    note: 'Each side needs values from the other one, so the patterns come first and the real values last. With the patterns alone, Microsoft Entra does not know Peakon (AADSTS700016). If a pattern stays the default Reply URL, a sign-in that starts at Microsoft Entra is sent there.',
    done: ({ application: app, urls }) =>
      app?.settings.identifierUris[0] === endpoints(urls).identifier &&
      app.settings.replyUrls[0] === endpoints(urls).replyUrl,
    why: whyRealValues,
    perform: (context) => {
      const { identifier, replyUrl } = endpoints(context.urls);
      return changeSamlSettings(context, { identifierUris: [identifier], replyUrls: [replyUrl] });
    },
    startOver: async (context) => {
      if (!context.state.application) return;
      const { identifier, replyUrl } = patterns;
      await changeSamlSettings(context, { identifierUris: [identifier], replyUrls: [replyUrl] });
    },
  },
  {
    id: 'create-employee',
    title: 'Create the test user in Peakon',
    where: peakonAdministration,
    instructions: [
      'Go to **Configuration**, **Employees** and select **Add employee**.',
      'Enter first name, last name and e-mail address, then select **Create employee**.',
    ],
    link: (context) => ({ label: 'Open New employee', href: pages(context).newEmployee }),
    values: () => [
      { term: 'First name', value: employee.firstName },
      { term: 'Last name', value: employee.lastName },
      { term: 'Email', value: employee.email },
    ],
    note: `The tutorial uses ${literalEmployee.email} here, but ${employee.email} in Microsoft Entra. Peakon finds employees by the address that Microsoft Entra sends, so with two addresses the sign-in is refused. Use the same address in both.`,
    done: (state) => state.employee !== undefined,
    why: whyEmployee,
    perform: async ({ sides: { administration }, state }) => {
      if (!state.employee) await administration.addEmployee({ companyId: company.id, ...employee });
    },
    startOver: async ({ sides: { administration }, state }) => {
      if (state.employee)
        await administration.removeEmployee({ companyId: company.id, id: state.employee.id });
    },
  },
];

/** The two URLs under the labels of a page, each with the URL that the real Entra would show. */
function entraUrls(
  { urls, state }: GuideContext,
  login: string,
  logout: string,
): readonly GuideValue[] {
  const { loginUrl, logoutUrl } = endpoints(urls);
  const note = entraNotes(state.cloud);
  return [
    { term: login, value: loginUrl, note: note.loginUrl },
    { term: logout, value: logoutUrl, note: note.logoutUrl },
  ];
}

function hasEntraValues({ peakon, application, urls }: TutorialState): boolean {
  const { loginUrl, logoutUrl } = endpoints(urls);
  return (
    application?.certificate !== undefined &&
    peakon?.ssoLoginUrl === loginUrl &&
    peakon.ssoLogoutUrl === logoutUrl &&
    peakon.certificates.includes(application.certificate)
  );
}

/** Enters Entra's certificate and URLs in Peakon and enables single sign-on; settings that the tutorial does not mention stay as they are. */
async function enterEntraValues(context: StepActionContext): Promise<void> {
  const { directory, administration } = context.sides;
  const { servicePrincipalId, certificate: thumbprint } = requireApplication(context);
  if (!thumbprint) throw new StepBlocked('Choose SAML first: there is no certificate yet.');
  const { certificate } = await directory.activeSigningKey(servicePrincipalId);
  const { loginUrl, logoutUrl, entraIdentifier } = endpoints(context.urls);
  const saved = await administration.findSingleSignOn(company.id);
  await administration.enableSingleSignOn(company.id, {
    ...saved?.input,
    ssoLoginUrl: loginUrl,
    ssoLogoutUrl: logoutUrl,
    idpEntityId: entraIdentifier,
    certificates: [certificate.der],
  });
}
