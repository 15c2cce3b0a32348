import type { FieldFault } from '../field-faults.ts';
import type { Shell } from '../visit.ts';
import type { PolicyChoices } from './policy-choices.ts';
import type { PolicyForm } from './policy-form.ts';

/** What the page of a policy and its sections show. */
export interface PolicyPageProps extends PolicyChoices {
  shell: Shell;
  title: string;
  form: PolicyForm;
  action: string;
  version?: string | undefined;
  faults?: readonly FieldFault[] | undefined;
  /** Where the policy is deleted; absent for a new one. */
  deletion?: string | undefined;
  mayManage: boolean;
}
