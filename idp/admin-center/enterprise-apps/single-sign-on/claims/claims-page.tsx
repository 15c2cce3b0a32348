import type { FastifyReply } from 'fastify';
import { StaleVersion } from '../../../../../input/stale-version.ts';
import { Button, HiddenField, LinkButton } from '../../../../../web/components/controls.tsx';
import { Toolbar } from '../../../../../web/components/navigation.tsx';
import { Card } from '../../../../../web/components/surfaces.tsx';
import { Table } from '../../../../../web/components/table.tsx';
import {
  claimSection,
  claimsOf,
  findClaim,
  nameIdFormats,
  removeClaim,
} from '../../../../directory/applications/claims-settings.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { conditionalInWords } from '../../../../response/claim-conditions.ts';
import { wireName } from '../../../../response/claims-configuration.ts';
import { formatOf } from '../../../../response/source-values.ts';
import { AdminForm } from '../../../admin-form.tsx';
import type { FieldFault } from '../../../field-faults.ts';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { AuthnContextCard, authnContextChoice } from '../authn-context.tsx';
import { groupClaimRows, newGroupClaimAddress } from '../group-claims/routes.tsx';
import { claimsPage, nameIdTitle } from './addresses.ts';
import { advancedPage } from './advanced.tsx';
import { previewPage } from './preview.tsx';

/** "Attributes & Claims": the table, removing a claim, and what tokens say about how the user signed in. */
export function claimsTable(routes: ApplicationRoutes): void {
  routes.get(claimsPage, (visit) =>
    visit.page((shell) => <ClaimsPage shell={shell} visit={visit} />),
  );

  authnContextChoice(routes, claimsPage, (visit, faults) =>
    visit.page((shell) => <ClaimsPage shell={shell} visit={visit} faults={faults} />, 422),
  );

  routes.post(`${claimsPage}/delete`, 'app.configure', async (visit): Promise<FastifyReply> => {
    const { context, id, tenantId, form } = visit;
    const claim = findClaim(visit.app, form.text('claim'));
    if (!claim) return visit.done(visit.path(claimsPage));
    const edit = { tenantId, servicePrincipalId: id, tag: form.version() };
    try {
      await removeClaim(context.db, edit, claim.id);
    } catch (error) {
      if (!(error instanceof StaleVersion)) throw error;
      return visit.done(visit.path(claimsPage), {
        tone: 'warning',
        text: 'Another user changed this claim in the meantime, so it was not deleted. Check it again.',
      });
    }
    const name = wireName(claim);
    await visit.auditApplication('Update service principal', [
      { displayName: `Claim ${name}`, oldValue: conditionalInWords(claim) },
    ]);
    return visit.done(visit.path(claimsPage), `The claim ${claim.name} was deleted.`);
  });
}

/** The value of the NameID in Entra's words (entra-admin.md 1.7 (2)). */
export function nameIdInWords({ app }: ApplicationVisit): string {
  const { nameIdSource: source, nameIdConditions: conditions } = claimsOf(app);
  const format = app.servicePrincipal.nameIdFormat ?? formatOf(source);
  return `${conditionalInWords({ source, conditions })} [nameid-format:${format.slice(format.lastIndexOf(':') + 1)}]`;
}

function ClaimsPage({
  shell,
  visit,
  faults,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  faults?: readonly FieldFault[];
}) {
  const { app } = visit;
  const denial = visit.denial('app.configure');
  const newGroupClaim = newGroupClaimAddress(visit, claimsPage);
  return (
    <ApplicationPage
      shell={shell}
      app={app}
      menu="single-sign-on"
      title="Attributes & Claims"
      denial={denial}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
    >
      <Toolbar>
        {denial === undefined && (
          <LinkButton href={visit.path(`${claimsPage}/new`)} appearance="subtle" id="addClaim">
            Add new claim
          </LinkButton>
        )}
        {denial === undefined && newGroupClaim !== undefined && (
          <LinkButton href={newGroupClaim} appearance="subtle" id="addGroupClaim">
            Add a group claim
          </LinkButton>
        )}
        <LinkButton href={visit.path(advancedPage)} appearance="subtle">
          Advanced settings
        </LinkButton>
        <LinkButton href={visit.path(previewPage)} appearance="subtle" id="previewClaims">
          Preview
        </LinkButton>
      </Toolbar>
      <Card title="Required claim">
        <Table
          caption="Required claim"
          columns={['Claim name', 'Value']}
          rows={[
            [<a href={visit.path(`${claimsPage}/name-id`)}>{nameIdTitle}</a>, nameIdInWords(visit)],
          ]}
        />
        <p class="hint">Format: {nameIdFormats[app.servicePrincipal.nameIdFormat ?? '']}</p>
      </Card>
      <Card title="Additional claims">
        <Table
          caption="Additional claims"
          columns={['Claim name', 'Value', 'Commands']}
          rows={[
            ...claimsOf(app).claims.map((claim) => [
              <a href={visit.path(`${claimsPage}/${claim.id}`)}>{wireName(claim)}</a>,
              conditionalInWords(claim),
              denial === undefined && (
                <AdminForm
                  shell={shell}
                  action={visit.path(`${claimsPage}/delete`)}
                  version={tagOf(claimSection(app, claim.id))}
                  inline
                >
                  <HiddenField name="claim" value={claim.id} />
                  <Button appearance="link" aria-label={`Delete ${claim.name}`}>
                    Delete
                  </Button>
                </AdminForm>
              ),
            ]),
            ...groupClaimRows(shell, visit, claimsPage),
          ]}
          empty="No additional claims."
        />
      </Card>
      <AuthnContextCard shell={shell} visit={visit} page={claimsPage} faults={faults} />
    </ApplicationPage>
  );
}
