import { Button, HiddenField, LinkButton } from '../../../web/components/controls.tsx';
import { Toolbar } from '../../../web/components/navigation.tsx';
import { Table } from '../../../web/components/table.tsx';
import {
  addOwner,
  ownersOf,
  removeOwner,
} from '../../directory/applications/application-owners.ts';
import { findPeople } from '../../directory/people-search.ts';
import { AdminForm } from '../admin-form.tsx';
import { ApplicationPage } from './application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from './application-routes.ts';
import { pickedIds, pickingPeople } from './people-picker.tsx';
import { SelectPeople } from './select-people.tsx';

/** Owners: list, Add > pick > Select, Remove (entra-admin.md 1.5). */
export function owners(routes: ApplicationRoutes): void {
  routes.get('owners', async (visit) => {
    const people = await ownersOf(visit.context.db, visit.id);
    const denial = visit.denial('app.configure');
    return visit.page((shell) => (
      <ApplicationPage
        shell={shell}
        app={visit.app}
        menu="owners"
        denial={denial}
        lead="Owners can change this application without a directory role."
      >
        {denial === undefined && (
          <Toolbar>
            <LinkButton href={visit.path('owners/add')} appearance="subtle" id="addOwner">
              Add
            </LinkButton>
          </Toolbar>
        )}
        <Table
          caption="Owners"
          columns={['Name', 'User principal name', 'Commands']}
          rows={people.map(({ id, displayName, userPrincipalName }) => [
            displayName,
            userPrincipalName,
            denial === undefined && (
              <AdminForm shell={shell} action={visit.path('owners/remove')} inline>
                <HiddenField name="userId" value={id} />
                <Button appearance="link" aria-label={`Remove ${displayName}`}>
                  Remove
                </Button>
              </AdminForm>
            ),
          ])}
          empty="No owners yet."
        />
      </ApplicationPage>
    ));
  });

  routes.get('owners/add', (visit) => addPage(visit));
  routes.post('owners/add', 'app.configure', async (visit) => {
    const { context, form, tenantId, id } = visit;
    if (form.text('do') !== 'select') return addPage(visit);
    const people = await findPeople(context.db, tenantId, pickedIds(form));
    if (people.length === 0) return addPage(visit, 'Select at least one person.');
    for (const person of people) {
      await addOwner(context.db, id, person.id);
      await visit.auditApplication('Add owner to service principal', [
        { displayName: 'Owner', newValue: person.userPrincipalName },
      ]);
    }
    const names = people.map(({ displayName }) => displayName).join(', ');
    return visit.done(visit.path('owners'), `Added as owner: ${names}.`);
  });

  routes.post('owners/remove', 'app.configure', async (visit) => {
    const [person] = await findPeople(visit.context.db, visit.tenantId, [
      visit.form.text('userId'),
    ]);
    if (!person) return visit.done(visit.path('owners'));
    await removeOwner(visit.context.db, visit.id, person.id);
    await visit.auditApplication('Remove owner from service principal', [
      { displayName: 'Owner', oldValue: person.userPrincipalName },
    ]);
    return visit.done(visit.path('owners'), `${person.displayName} is no longer an owner.`);
  });
}

async function addPage(visit: ApplicationVisit, error?: string) {
  const picking = await pickingPeople(visit);
  return visit.page(
    (shell) => (
      <ApplicationPage
        shell={shell}
        app={visit.app}
        menu="owners"
        title="Add owners"
        trail={[{ title: 'Owners', href: visit.path('owners') }]}
        denial={visit.denial('app.configure')}
      >
        <SelectPeople
          shell={shell}
          picking={picking}
          error={error}
          action={visit.path('owners/add')}
          back={visit.path('owners')}
        />
      </ApplicationPage>
    ),
    error === undefined ? 200 : 422,
  );
}
