import { Button, HiddenField, LinkButton } from '../../../../../web/components/controls.tsx';
import { Card } from '../../../../../web/components/surfaces.tsx';
import { Table } from '../../../../../web/components/table.tsx';
import {
  claimSection,
  claimsOf,
  findClaim,
  nameIdOf,
} from '../../../../directory/applications/claims-settings.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { type ClaimCondition, conditionUserTypes } from '../../../../response/claim-conditions.ts';
import { sourceInWords } from '../../../../response/source-values.ts';
import { AdminForm } from '../../../admin-form.tsx';
import type { Shell } from '../../../visit.ts';
import type { ApplicationVisit } from '../../application-routes.ts';
import { conditionPage } from './addresses.ts';

/** The conditions of a claim; `name-id` is the Name ID. */
export const conditionsOf = (
  { app }: Pick<ApplicationVisit, 'app'>,
  claim: string,
): readonly ClaimCondition[] =>
  (claim === 'name-id' ? claimsOf(app).nameIdConditions : findClaim(app, claim)?.conditions) ?? [];

/** The tag of what a condition is saved with: the whole claim. */
export const conditionsTag = ({ app }: Pick<ApplicationVisit, 'app'>, claim: string): string =>
  claim === 'name-id' ? tagOf(nameIdOf(app)) : tagOf(claimSection(app, claim));

/** "Claim conditions": the table, with ways to add, edit and remove. @param claim absent: a new claim, which has none */
export function ConditionsCard({
  shell,
  visit,
  claim,
}: {
  shell: Shell;
  visit: ApplicationVisit;
  claim: string | undefined;
}) {
  const mayEdit = visit.denial('app.configure') === undefined;
  if (claim === undefined)
    return (
      <Card title="Claim conditions" id="conditions">
        <p class="hint">Save the claim first. Then add other sources for some users.</p>
      </Card>
    );
  return (
    <Card title="Claim conditions" id="conditions">
      <p class="hint">
        Other sources for users of a type, or of groups. Attributes are evaluated before
        transformations; the last condition with a value wins.
      </p>
      <Table
        caption="Claim conditions"
        columns={['User type', 'Scoped groups', 'Source', 'Value', 'Commands']}
        rows={conditionsOf(visit, claim).map(({ userType, groupIds, source }, position) => [
          conditionUserTypes[userType],
          groupIds.length === 0 ? 'None' : `${groupIds.length}`,
          source.kind === 'transformation' ? 'Transformation' : 'Attribute',
          sourceInWords(source),
          mayEdit && (
            <AdminForm
              shell={shell}
              action={visit.path(`${conditionPage(claim, position)}/delete`)}
              version={conditionsTag(visit, claim)}
              inline
            >
              <a href={visit.path(conditionPage(claim, position))}>Edit</a>
              {position > 0 && (
                <Button
                  appearance="link"
                  formaction={visit.path(`${conditionPage(claim, position)}/up`)}
                  aria-label={`Move condition ${position + 1} up`}
                >
                  Move up
                </Button>
              )}
              <HiddenField name="position" value={String(position)} />
              <Button appearance="link" aria-label={`Delete condition ${position + 1}`}>
                Delete
              </Button>
            </AdminForm>
          ),
        ])}
        empty="No conditions: every user gets the source above."
      />
      {mayEdit && (
        <div class="actions">
          <LinkButton href={visit.path(conditionPage(claim))} id="addCondition">
            Add condition
          </LinkButton>
        </div>
      )}
    </Card>
  );
}
