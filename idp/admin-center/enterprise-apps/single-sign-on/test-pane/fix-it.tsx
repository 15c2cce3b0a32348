import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../../input/invalid-input.ts';
import {
  Actions,
  Button,
  HiddenField,
  LinkButton,
} from '../../../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { Table } from '../../../../../web/components/table.tsx';
import { applyFix, undoFix } from '../../../../directory/applications/fixes.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { AdminForm } from '../../../admin-form.tsx';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { latestExchange } from './latest-exchange.ts';
import { type ProposedFix, proposedFix } from './proposed-fix.ts';

/** "Fix it": first the change in words, then, on a second click, the change; "Undo" takes it back. */
export function fixIt(routes: ApplicationRoutes, pane: string): void {
  routes.get(`${pane}/fix`, async (visit) => {
    visit.require('app.configure');
    const proposed = await presentFix(visit);
    return proposed ? confirm(visit, pane, proposed) : visit.done(visit.path(pane));
  });

  routes.post(`${pane}/fix`, 'app.configure', async (visit) => {
    const proposed = await presentFix(visit);
    if (!proposed) return visit.done(visit.path(pane));
    visit.require(proposed.task);
    // Makes only the change that was shown: another sign-in in between would propose another one.
    if (visit.form.version() !== tagOf(proposed.fix)) return confirm(visit, pane, proposed);
    try {
      await applyFix(fixContext(visit), proposed.fix, proposed.description);
    } catch (error) {
      if (error instanceof InvalidInput) return confirm(visit, pane, proposed, error.message);
      throw error;
    }
    await visit.auditApplication('Update application', [
      { displayName: proposed.field, oldValue: proposed.before, newValue: proposed.after },
    ]);
    return visit.done(visit.path(pane), `Fixed: ${proposed.description}. Test again.`);
  });

  routes.post(`${pane}/undo`, 'app.configure', async (visit) => {
    const undone = await undoFix(fixContext(visit), visit.form.text('change'));
    if (undone === undefined) return visit.done(visit.path(pane));
    await visit.auditApplication('Update application', [
      { displayName: 'Undone', oldValue: undone },
    ]);
    return visit.done(visit.path(pane), `Undone: “${undone}”.`);
  });
}

const fixContext = ({ context, tenantId, id }: ApplicationVisit) => ({
  db: context.db,
  tenantId,
  servicePrincipalId: id,
  now: context.clock(),
});

async function presentFix(visit: ApplicationVisit): Promise<ProposedFix | undefined> {
  const exchange = await latestExchange(visit);
  return exchange && proposedFix(visit, exchange);
}

function confirm(
  visit: ApplicationVisit,
  pane: string,
  { field, before, after, fix, task }: ProposedFix,
  refused?: string,
): FastifyReply {
  const denial = visit.denial(task);
  return visit.page(
    (shell) => (
      <ApplicationPage
        shell={shell}
        app={visit.app}
        menu="single-sign-on"
        title="Fix it"
        lead="This change would be made. It can be undone afterwards."
        denial={denial}
        trail={[
          { title: 'Single sign-on', href: visit.path('single-sign-on') },
          { title: 'Test', href: visit.path(pane) },
        ]}
      >
        {refused !== undefined && (
          <MessageBar tone="error" id="faults" title="The change was refused">
            {refused}
          </MessageBar>
        )}
        <Card title={field}>
          <Table
            caption="The change"
            columns={['Now', 'After the change']}
            rows={[[lines(before), lines(after)]]}
          />
          <AdminForm shell={shell} action={visit.path(`${pane}/fix`)} version={tagOf(fix)}>
            <HiddenField name="kind" value={fix.kind} />
            <Actions>
              <Button id="confirmFix" disabled={denial !== undefined}>
                Fix it
              </Button>
              <LinkButton href={visit.path(pane)}>Cancel</LinkButton>
            </Actions>
          </AdminForm>
        </Card>
      </ApplicationPage>
    ),
    refused === undefined ? 200 : 422,
  );
}

const lines = (text: string) =>
  text === '' ? '(none)' : text.split('\n').map((line) => <div key={line}>{line}</div>);
