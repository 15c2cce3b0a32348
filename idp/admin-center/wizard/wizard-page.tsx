import type { ComponentChildren } from 'preact';
import { Steps } from '../../../web/components/steps.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { Shell } from '../visit.ts';

/** The steps in their order; each but the first has an address below the application. */
export const wizardSteps = {
  add: 'Add application',
  users: 'Add users and groups',
  role: 'Assign roles',
  sso: 'Configure single sign-on',
  certificate: 'Copy the values to the application',
  done: 'Test',
} as const;

export type WizardStep = keyof typeof wizardSteps;

export const wizardAddress = (id?: string, step: WizardStep = 'users'): string =>
  id === undefined ? '/admin/wizard' : `/admin/wizard/${id}/${step}`;

/** A page of the wizard: where one is, and the step. */
export function WizardPage({
  shell,
  step,
  appName,
  id,
  children,
}: {
  shell: Shell;
  step: WizardStep;
  /** Of the application, once there is one. */
  appName?: string;
  id?: string;
  children: ComponentChildren;
}) {
  const names = Object.keys(wizardSteps) as WizardStep[];
  const at = names.indexOf(step);
  return (
    <AdminPage
      shell={shell}
      section="apps"
      title="Enterprise App Configuration Wizard"
      lead={appName === undefined ? 'From nothing to a signed-in user.' : appName}
      trail={[{ title: 'Enterprise apps', href: '/admin/apps' }]}
    >
      <Steps
        label="Steps"
        items={names.map((name, position) => ({
          title: wizardSteps[name],
          state: position < at ? 'done' : position === at ? 'current' : 'todo',
          href:
            id !== undefined && position > 0 && position < at ? wizardAddress(id, name) : undefined,
        }))}
      />
      {children}
    </AdminPage>
  );
}
