import type { Path, PlacedFault } from './faults.ts';
import { givenNames, lengthAt } from './given-names.ts';

/**
 * Reports every entry whose name another entry of the list has: it would be taken for a change of that one.
 *
 * @param raw the settings as they were read: entries with other faults count
 * @param whereIs the line of the first entry, or its place
 */
export function refuseDuplicates(
  raw: unknown,
  whereIs: (path: Path) => string,
  report: (fault: PlacedFault) => void,
): void {
  function once(path: Path, key: string, what: string): void {
    const seen = new Map<string, Path>();
    for (const { name, path: place } of givenNames(raw, path, key).names) {
      const first = seen.get(name.toLowerCase());
      if (first) {
        const message = `${name} is ${what} ${whereIs(first)} already; write each one once.`;
        report({ path: place, message });
      } else seen.set(name.toLowerCase(), place);
    }
  }
  const entries = (path: Path): Path[] =>
    Array.from({ length: lengthAt(raw, path) }, (_, index) => [...path, index]);

  once(['tenants'], 'domain', 'the domain of a tenant');
  for (const path of entries(['tenants'])) {
    once([...path, 'users'], 'userPrincipalName', 'a user');
    once([...path, 'groups'], 'displayName', 'a group');
    once([...path, 'applications'], 'displayName', 'an application');
    once([...path, 'policies'], 'displayName', 'a policy');
    for (const app of entries([...path, 'applications']))
      once([...app, 'appRoles'], 'displayName', 'a role');
  }
  once(['peakon', 'companies'], 'id', 'a company');
  for (const path of entries(['peakon', 'companies']))
    once([...path, 'employees'], 'email', 'an employee');
}
