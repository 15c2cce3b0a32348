import type { Path, PlacedFault } from './faults.ts';
import { items } from './items.ts';
import type { Settings } from './settings.ts';

/**
 * Reports every entry whose name another entry of the list has: it would be taken for a change of that one.
 *
 * @param whereIs the line of the first entry, or its place
 */
export function refuseDuplicates(
  settings: Settings,
  whereIs: (path: Path) => string,
  report: (fault: PlacedFault) => void,
): void {
  function once<Item extends object>(
    list: readonly Item[] | undefined,
    path: Path,
    key: keyof Item & string,
    what: string,
  ): void {
    const seen = new Map<string, Path>();
    for (const [item, itemPath] of items(list, path)) {
      const name = String(item[key]);
      const place = [...itemPath, key];
      const first = seen.get(name.toLowerCase());
      if (first) {
        const message = `${name} is ${what} ${whereIs(first)} already; write each one once.`;
        report({ path: place, message });
      } else seen.set(name.toLowerCase(), place);
    }
  }
  once(settings.tenants, ['tenants'], 'domain', 'the domain of a tenant');
  for (const [tenant, path] of items(settings.tenants, ['tenants'])) {
    once(tenant.users, [...path, 'users'], 'userPrincipalName', 'a user');
    once(tenant.groups, [...path, 'groups'], 'displayName', 'a group');
    once(tenant.applications, [...path, 'applications'], 'displayName', 'an application');
    once(tenant.policies, [...path, 'policies'], 'displayName', 'a policy');
  }
  const companies = settings.peakon ? settings.peakon.companies : undefined;
  once(companies, ['peakon', 'companies'], 'id', 'a company');
  for (const [company, path] of items(companies, ['peakon', 'companies']))
    once(company.employees, [...path, 'employees'], 'email', 'an employee');
}
