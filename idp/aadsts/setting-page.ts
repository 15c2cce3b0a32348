import type { AadstsCode } from './catalogue.ts';

/** A page of the admin center, below the address of an application. */
export interface ApplicationSetting {
  readonly path: string;
  readonly title: string;
}

interface NamedApplication {
  readonly servicePrincipalId: string;
  readonly displayName: string;
}

const basic = { path: 'single-sign-on/basic', title: 'Basic SAML Configuration' };
const claims = { path: 'single-sign-on/claims', title: 'Attributes & Claims' };

const secrets = { path: 'secrets', title: 'Certificates & secrets' };

const verification = {
  path: 'single-sign-on/verification-certificates',
  title: 'Verification certificates',
};

/** The page of the application that has the setting to change, by code; other codes have none there. */
export const applicationSettings: Readonly<Record<number, ApplicationSetting>> = {
  700016: basic,
  70001: basic,
  650056: basic,
  50011: basic,
  900971: basic,
  50105: { path: 'users', title: 'Users and groups' },
  7000112: { path: 'properties', title: 'Properties' },
  50003: { path: 'single-sign-on/certificates', title: 'SAML Certificates' },
  50146: { path: 'single-sign-on/certificates', title: 'SAML Certificates' },
  7000215: secrets,
  7000222: secrets,
  76021: verification,
  76022: verification,
  76023: verification,
  501241: claims,
  501621: claims,
};

/** The pages of the tenant, for codes that no application is to blame for. */
const tenantSettings: Readonly<Partial<Record<AadstsCode, { href: string; label: string }>>> = {
  700016: { href: '/admin/apps', label: 'Enterprise apps' },
  650056: { href: '/admin/apps', label: 'Enterprise apps' },
  75008: { href: '/admin/tenant', label: 'Tenant properties' },
  76026: { href: '/admin/tenant', label: 'Tenant properties' },
  50071: { href: '/admin/tenant', label: 'Tenant properties' },
  53003: { href: '/admin/conditional-access', label: 'Conditional Access' },
};

/** Where to change what led to a refusal; undefined when no setting here would help. */
export function settingPage(
  code: AadstsCode,
  application: NamedApplication | undefined,
  user: { readonly id: string; readonly userPrincipalName: string } | undefined,
): { href: string; label: string } | undefined {
  if ((code === 50057 || code === 50053) && user)
    return { href: `/admin/users/${user.id}`, label: `Account of ${user.userPrincipalName}` };
  const page = applicationSettings[code];
  return page && application ? pageOf(page, application) : tenantSettings[code];
}

/** Where an application requires signed requests, for a refusal whose code is about something else. */
export const verificationPageOf = (application: NamedApplication) =>
  pageOf(verification, application);

const pageOf = (
  { path, title }: ApplicationSetting,
  { servicePrincipalId, displayName }: NamedApplication,
) => ({ href: `/admin/apps/${servicePrincipalId}/${path}`, label: `${title} of ${displayName}` });
