import { Badge } from '../../../web/components/badge.tsx';
import type { EmployeeDetails } from '../../administration/employee-details.ts';
import type { ListedEmployee } from '../../administration/employee-list.ts';

/** Who added an employee. */
export const sourceNames: Readonly<Record<ListedEmployee['source'], string>> = {
  manual: 'Manual',
  scim: 'SCIM',
};

/** The name of an employee; the address of one whose name the identity provider did not send. */
export const nameOf = ({ firstName, lastName, email }: EmployeeDetails): string =>
  `${firstName} ${lastName}`.trim() || email;

/** Whether an employee may sign in. */
export function ActiveBadge({ active }: { active: boolean }) {
  return active ? <Badge tone="pass">Active</Badge> : <Badge tone="skipped">Disabled</Badge>;
}
