import type { ComponentChildren } from 'preact';
import { Button, LinkButton } from '../../../../../web/components/controls.tsx';
import { Toolbar } from '../../../../../web/components/navigation.tsx';
import { Card } from '../../../../../web/components/surfaces.tsx';
import { extensionPropertiesIn } from '../../../../directory/applications/extension-properties.ts';
import { AdminForm } from '../../../admin-form.tsx';
import type { FieldFault } from '../../../field-faults.ts';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationVisit } from '../../application-routes.ts';
import { claimsPage } from './addresses.ts';
import type { SourceForm } from './source-form.ts';
import { type TestedTransformation, testTransformation } from './test-transformation.ts';

/** The names of the tenant's directory extensions. */
export const extensionNames = async ({ context, tenantId }: ApplicationVisit): Promise<string[]> =>
  (await extensionPropertiesIn(context.db, tenantId)).map(({ name }) => name);

/** What a button other than Save asks for: other fields, or a test. Undefined: Save. */
export function askedStep(
  { form }: ApplicationVisit,
  source: SourceForm,
  use: 'claim' | 'nameId',
): { tested: TestedTransformation | undefined; source: SourceForm } | undefined {
  const step = form.text('step');
  if (step !== 'refresh' && step !== 'test' && step !== 'search') return undefined;
  const isAboutTransformation = step !== 'search';
  return {
    // A person who looks at the fields of a transformation wants one.
    source: isAboutTransformation ? { ...source, kind: 'transformation' } : source,
    tested: step === 'test' ? testTransformation(source, form.exact('testInput'), use) : undefined,
  };
}

/** A page that edits a claim, the Name ID or a condition: one form with Save. */
export function ManagePage({
  shell,
  visit,
  faults,
  typed,
  title,
  trail = [],
  action,
  back,
  version,
  children,
  after,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  faults: readonly FieldFault[] | undefined;
  /** The form shows what was typed, and is not saved. */
  typed: boolean;
  title: string;
  trail?: readonly { title: string; href: string }[];
  action: string;
  back: string;
  version: string;
  children: ComponentChildren;
  /** Below the form. */
  after?: ComponentChildren;
}) {
  const denial = visit.denial('app.configure');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title={title}
      denial={denial}
      trail={[
        { title: 'Single sign-on', href: visit.path('single-sign-on') },
        { title: 'Attributes & Claims', href: visit.path(claimsPage) },
        ...trail,
      ]}
    >
      <AdminForm
        shell={shell}
        action={action}
        version={typed || faults ? visit.form.version() : version}
        faults={faults}
        typed={typed || faults !== undefined}
      >
        <Toolbar>
          <Button id="save" disabled={denial !== undefined}>
            Save
          </Button>
          <LinkButton href={back} appearance="subtle">
            Cancel
          </LinkButton>
        </Toolbar>
        <Card>{children}</Card>
      </AdminForm>
      {after}
    </ApplicationPage>
  );
}
