import { nearest } from '../../../text-files/nearest.ts';
import { loginEndpoints } from '../../endpoints.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { Settings } from '../settings.ts';
import type { CompanySettings } from '../settings-parts.ts';
import type { Run } from './run.ts';

/** Creates a company of Peakon, unless it exists, with employees and single sign-on. */
export async function applyCompany(
  run: Run,
  company: CompanySettings,
  path: Path,
  tenants: Settings['tenants'],
): Promise<void> {
  const { administration } = run.sides;
  const { id, name = id, domains = [] } = company;
  if (!(await administration.findCompany(id))) {
    const create = () => administration.createCompany({ id, name, domains }).then(() => true);
    if (!(await run.attempt(path, create))) return;
  }
  for (const [employee, place] of items(company.employees, [...path, 'employees'])) {
    const found = await administration.findEmployee(id, employee.email);
    const add = () => administration.addEmployee({ companyId: id, ...employee });
    const employeeId = found ? found.id : (await run.attempt(place, add))?.id;
    if (employeeId === undefined) continue;
    run.ledger.note(['employee', id, employee.email.toLowerCase()], [id, employeeId], !found);
    const { firstName, lastName, email } = employee;
    const same = found?.firstName === firstName && found.lastName === lastName;
    if (found && !same)
      await run.attempt(place, () =>
        administration.updateEmployee(
          { companyId: id, id: employeeId },
          { firstName, lastName, email },
        ),
      );
  }
  const { application } = company;
  if (application !== undefined)
    await connect(run, { id, application }, [...path, 'application'], tenants);
}

/** Lets a company trust an application: its URLs, issuer and certificate. Other settings of single sign-on stay. */
async function connect(
  run: Run,
  { id, application }: { id: string; application: string },
  path: Path,
  tenants: Settings['tenants'] = [],
): Promise<void> {
  const { directory, administration } = run.sides;
  const all = tenants.flatMap((tenant) => tenant?.applications ?? []);
  const names = all.map((app) => app?.displayName ?? '');
  const owner = tenants.find((tenant) =>
    tenant?.applications?.some((app) => app?.displayName === application),
  );
  if (!owner) {
    const near = nearest(application, names);
    run.reportUnknown(
      { name: application, lists: run.listsOfTenants('applications'), key: 'displayName' },
      path,
      `there is no application "${application}" in the file${near ? `; did you mean ${near}?` : '; add it to a tenant.'}`,
    );
    return;
  }
  const tenant = await directory.findTenant(owner.domain);
  const app = tenant && (await directory.findApplication(tenant.id, { displayName: application }));
  // A rehearsal makes no keys.
  if (!app || run.rehearsal) return;
  const { certificate } = await directory.activeSigningKey(app.servicePrincipal.id);
  const at = loginEndpoints(run.urls.idp, tenant.id);
  const trusted = {
    ssoLoginUrl: at.loginUrl,
    ssoLogoutUrl: at.logoutUrl,
    idpEntityId: at.entraIdentifier,
    certificates: [certificate.der],
  };
  const saved = await administration.findSingleSignOn(id);
  const [first, ...others] = saved?.input.certificates ?? [];
  const same =
    saved?.enabled &&
    others.length === 0 &&
    first &&
    Buffer.compare(first, certificate.der) === 0 &&
    saved.input.ssoLoginUrl === trusted.ssoLoginUrl &&
    saved.input.idpEntityId === trusted.idpEntityId;
  if (!same)
    await run.attempt(path, () =>
      administration.enableSingleSignOn(id, { ...saved?.input, ...trusted }),
    );
}
