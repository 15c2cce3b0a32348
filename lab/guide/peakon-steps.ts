import { endpoints } from '../endpoints.ts';
import { entraNotes } from '../entra-notes.ts';
import { company, companyAdministrator, employee, literalEmployee, patterns } from '../tutorial.ts';
import { adminCenter, appOf, changeSettings, peakonAdministration } from './hands.ts';
import { pages } from './pages.ts';
import type { TutorialState } from './state.ts';
import {
  type GuideContext,
  type GuideHands,
  type GuideValue,
  type Step,
  StepBlocked,
} from './step.ts';
import { whyEmployee, whyEnabled, whyHandOver, whyRealValues } from './why-not.ts';

/** "Configure Peakon SSO" and "Create Peakon test user". */
export const peakonSteps: readonly Step[] = [
  {
    id: 'hand-over',
    title: 'Take the certificate and the URLs to Peakon',
    where: adminCenter,
    instructions: [
      'At **SAML Certificates** download **Certificate (Raw)**; at **Set up Peakon** copy **Login URL** and **Logout URL**.',
      'This step is ticked once Peakon has been given all three, which is what the next one does.',
    ],
    link: (context) => ({ label: 'Open Single sign-on', href: pages(context).singleSignOn }),
    values: (context) => urlsOfEntra(context, 'Login URL', 'Logout URL'),
    note: 'Login URL and Logout URL are one and the same address. Raw (DER) is what the tutorial says; Peakon takes Base64 and PEM as well.',
    done: handedOver,
    why: whyHandOver,
    perform: async (hands) => {
      await handOver(hands);
      // Filled in, and still to be enabled: that is the next step.
      if (!hands.state.peakon?.enabled)
        await hands.sides.administration.disableSingleSignOn(company.id);
    },
    startOver: ({ sides: { administration } }) => administration.removeSingleSignOn(company.id),
  },
  {
    id: 'enable-peakon',
    title: 'Enable single sign-on in Peakon',
    where: peakonAdministration,
    instructions: [
      'In another window sign in to Peakon as its administrator. Go to **Configuration**, **Integrations**, **Single Sign-On** and press **Enable**.',
      'Paste **SSO Login URL** and **SSO Logout URL**, choose the certificate that you downloaded, and press **Save**.',
    ],
    link: (context) => ({
      label: 'Open Single Sign-On',
      href: pages(context).peakonSingleSignOn,
    }),
    values: (context) => [
      { term: 'Administrator', value: companyAdministrator.email },
      { term: 'Password', value: context.passwords[companyAdministrator.email] ?? '' },
      ...urlsOfEntra(context, 'SSO Login URL', 'SSO Logout URL'),
    ],
    done: (state) =>
      state.peakon?.enabled === true &&
      handedOver(state) &&
      state.peakon.idpEntityId === endpoints(state.urls).entraIdentifier,
    why: whyEnabled,
    perform: handOver,
    startOver: ({ sides: { administration } }) => administration.disableSingleSignOn(company.id),
  },
  {
    id: 'real-values',
    title: 'Bring the real Entity ID and Reply URL back to Microsoft Entra',
    where: adminCenter,
    instructions: [
      "On Peakon's page copy **Entity ID** and **Reply URL (ACS)** with the icon beside them.",
      'In **Basic SAML Configuration** paste them over the patterns in **Identifier** and **Reply URL**, then **Save**.',
    ],
    link: (context) => ({
      label: 'Open Basic SAML Configuration',
      href: pages(context).basicSaml,
    }),
    values: ({ urls }) => [
      { term: 'Identifier (Entity ID)', value: endpoints(urls).identifier },
      { term: 'Reply URL (Assertion Consumer Service URL)', value: endpoints(urls).replyUrl },
    ],
    note: 'This closes the circle: each side needs values that only the other one can give. With the patterns alone, Peakon is unknown to Microsoft Entra (AADSTS700016); with a pattern left as the default, a sign-in that starts at Microsoft Entra is sent to it.',
    done: ({ application: app, urls }) =>
      app?.settings.identifierUris[0] === endpoints(urls).identifier &&
      app.settings.replyUrls[0] === endpoints(urls).replyUrl,
    why: whyRealValues,
    perform: (hands) => {
      const { identifier, replyUrl } = endpoints(hands.urls);
      return changeSettings(hands, { identifierUris: [identifier], replyUrls: [replyUrl] });
    },
    startOver: async (hands) => {
      if (!hands.state.application) return;
      const { identifier, replyUrl } = patterns;
      await changeSettings(hands, { identifierUris: [identifier], replyUrls: [replyUrl] });
    },
  },
  {
    id: 'create-employee',
    title: 'Create the test user in Peakon',
    where: peakonAdministration,
    instructions: [
      'Go to **Configuration**, **Employees** and press **Add employee**.',
      'Type first name, last name and e-mail address, then **Create employee**.',
    ],
    link: (context) => ({ label: 'Open New employee', href: pages(context).newEmployee }),
    values: () => [
      { term: 'First name', value: employee.firstName },
      { term: 'Last name', value: employee.lastName },
      { term: 'Email', value: employee.email },
    ],
    note: `The tutorial types ${literalEmployee.email} here, and ${employee.email} in Microsoft Entra. Peakon finds people by the address that Microsoft Entra sends, so with two addresses the sign-in is refused. Use one.`,
    done: (state) => state.employee !== undefined,
    why: whyEmployee,
    perform: async ({ sides: { administration }, state }) => {
      if (!state.employee) await administration.addEmployee({ companyId: company.id, ...employee });
    },
    startOver: async ({ sides: { administration }, state }) => {
      if (state.employee) await administration.removeEmployee(company.id, state.employee.id);
    },
  },
];

/** The two URLs under the labels of a page, each with what Entra would show in its place. */
function urlsOfEntra(
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

function handedOver({ peakon, application, urls }: TutorialState): boolean {
  const { loginUrl, logoutUrl } = endpoints(urls);
  return (
    application?.certificate !== undefined &&
    peakon?.ssoLoginUrl === loginUrl &&
    peakon.ssoLogoutUrl === logoutUrl &&
    peakon.certificates.includes(application.certificate)
  );
}

/** Gives Peakon what Microsoft Entra shows, and enables it; settings that are not of the tutorial stay as they are. */
async function handOver(hands: GuideHands): Promise<void> {
  const { directory, administration } = hands.sides;
  const { servicePrincipalId, certificate: made } = appOf(hands);
  if (!made) throw new StepBlocked('Choose SAML first: there is no certificate to take yet.');
  const { certificate } = await directory.activeSigningKey(servicePrincipalId);
  const { loginUrl, logoutUrl, entraIdentifier } = endpoints(hands.urls);
  const saved = await administration.findSingleSignOn(company.id);
  await administration.enableSingleSignOn(company.id, {
    ...saved?.input,
    ssoLoginUrl: loginUrl,
    ssoLogoutUrl: logoutUrl,
    idpEntityId: entraIdentifier,
    certificates: [certificate.der],
  });
}
