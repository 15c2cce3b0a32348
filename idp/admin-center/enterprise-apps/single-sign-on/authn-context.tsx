import type { FastifyReply } from 'fastify';
import { Actions, Button, FieldSet, Radio } from '../../../../web/components/controls.tsx';
import { FieldError } from '../../../../web/components/field.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { authnContextReportings } from '../../../authentication-methods/authn-context.ts';
import {
  authnContextSettingsOf,
  setAuthnContext,
} from '../../../directory/applications/authn-context-settings.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import type { Shell } from '../../visit.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { saveSection } from '../save-section.tsx';

const name = 'authnContextReporting';
const title = 'Authentication methods in the token';
const addressOf = (page: string) => `${page}/authentication-methods`;

/**
 * Saves what tokens say about how the user signed in.
 *
 * @param page with the card
 * @param show shows that page again, with what was wrong
 */
export function authnContextChoice(
  routes: ApplicationRoutes,
  page: string,
  show: (
    visit: ApplicationVisit,
    faults: readonly FieldFault[],
  ) => FastifyReply | Promise<FastifyReply>,
): void {
  routes.post(addressOf(page), 'app.configure', (visit) => {
    const typed = { [name]: visit.form.text(name) };
    return saveSection(visit, {
      subject: title,
      address: visit.path(page),
      action: visit.path(addressOf(page)),
      labels: { [name]: title },
      section: authnContextSettingsOf,
      typed,
      save: (edit) => setAuthnContext(visit.context.db, edit, typed),
      activity: 'Update application',
      show: (faults) => show(visit, faults),
    });
  });
}

/** The choice, on the page "Attributes & Claims": its result is a claim and the class of the assertion. */
export function AuthnContextCard({
  shell,
  visit,
  page,
  faults,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  page: string;
  faults?: readonly FieldFault[] | undefined;
}) {
  const saved = authnContextSettingsOf(visit.app);
  const error = faultOf(faults, name);
  return (
    <Card title={title} id="authnContext">
      <AdminForm
        shell={shell}
        action={visit.path(addressOf(page))}
        version={faults ? visit.form.version() : tagOf(saved)}
        faults={faults}
      >
        <FieldSet
          legend="AuthnContextClassRef and authnmethodsreferences"
          hint="Captures of Entra and its documents differ. Choose what your application has to cope with."
        >
          {Object.entries(authnContextReportings).map(([value, { label, meaning }]) => (
            <Radio
              key={value}
              name={name}
              value={value}
              label={label}
              hint={meaning}
              checked={value === saved.authnContextReporting}
            />
          ))}
          {error !== undefined && <FieldError id={`${name}Error`}>{error}</FieldError>}
        </FieldSet>
        <Actions>
          <Button id="saveAuthnContext" disabled={!visit.may('app.configure')}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}
