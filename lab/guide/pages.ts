import { endpoints } from '../endpoints.ts';
import { administrator } from '../tutorial.ts';
import type { GuideContext } from './step.ts';

export const adminCenter = `Microsoft Entra admin center, as ${administrator.userPrincipalName}`;
export const peakonAdministration = 'Peakon, as its administrator';

/** The URLs of the pages for the steps. Until Peakon has been added, its pages are replaced by the list of applications. */
export function pages({ urls, state: { application } }: GuideContext) {
  const { idp, sp } = urls;
  const ofApplication = (page: string) =>
    application
      ? `${idp}/admin/apps/${application.servicePrincipalId}/${page}`
      : `${idp}/admin/apps`;
  return {
    gallery: `${idp}/admin/apps/new`,
    singleSignOn: ofApplication('single-sign-on'),
    basicSaml: ofApplication('single-sign-on/basic'),
    assignments: ofApplication('users'),
    newUser: `${idp}/admin/users/new`,
    peakonSingleSignOn: `${sp}/admin/integrations/single-sign-on`,
    peakonProvisioning: `${sp}/admin/integrations/provisioning`,
    provisioning: ofApplication('provisioning'),
    connectivity: ofApplication('provisioning/connectivity'),
    employees: `${sp}/admin/employees`,
    newEmployee: `${sp}/admin/employees/new`,
    signOn: `${sp}/login`,
    launch: endpoints(urls, application?.appId).launchUrl,
  };
}
