import { basicSamlOf } from '../../../idp/index.ts';
import { companyEndpoints, loginEndpoints, type SiteUrls } from '../../endpoints.ts';
import type { Sides } from '../../seed.ts';
import type { CompanySettings } from '../settings-parts.ts';

interface ExportedCompany {
  readonly company: CompanySettings;
  /** Of the application that the company trusts. */
  readonly tenantId: string | undefined;
}

/** Every company of Peakon, with the application that it trusts. */
export async function exportCompanies(sides: Sides, urls: SiteUrls): Promise<ExportedCompany[]> {
  const { administration } = sides;
  const exported: ExportedCompany[] = [];
  for (const { id, name, domains } of await administration.listCompanies()) {
    const trusted = await trustedApplication(sides, urls, id);
    const employees = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const found = await administration.listEmployees({ companyId: id, search: '', page });
      pages = found.pages;
      // Who was provisioned comes back by provisioning.
      employees.push(...found.employees.filter(({ source }) => source === 'manual'));
    }
    exported.push({
      tenantId: trusted?.tenantId,
      company: {
        id,
        name,
        domains,
        ...(trusted && { application: trusted.displayName }),
        employees: employees.map(({ firstName, lastName, email }) => ({
          firstName,
          lastName,
          email,
        })),
      },
    });
  }
  return exported;
}

/** The application that signs people in at a company: the company has its URLs, and it has the company's. */
async function trustedApplication(
  { directory, administration }: Sides,
  { idp, sp }: SiteUrls,
  companyId: string,
) {
  const saved = await administration.findSingleSignOn(companyId);
  if (!saved?.enabled) return undefined;
  for (const { id } of await directory.listTenants()) {
    if (saved.input.ssoLoginUrl !== loginEndpoints(idp, id).loginUrl) continue;
    const { identifier, replyUrl } = companyEndpoints(sp, companyId);
    const found = (await directory.listApplications(id)).find((app) => {
      const { identifierUris, replyUrls } = basicSamlOf(app);
      return identifierUris.includes(identifier) && replyUrls.includes(replyUrl);
    });
    if (found) return { tenantId: id, displayName: found.servicePrincipal.displayName };
  }
  return undefined;
}
