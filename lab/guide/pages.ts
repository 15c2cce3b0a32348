import { endpoints } from '../endpoints.ts';
import type { GuideContext } from './step.ts';

/** The pages that the steps are done on. An application's own pages exist once it has been added; until then, the list. */
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
    newEmployee: `${sp}/admin/employees/new`,
    signOn: `${sp}/login`,
    launch: endpoints(urls, application?.appId).launchUrl,
  };
}
