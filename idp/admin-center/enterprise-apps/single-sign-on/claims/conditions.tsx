import type { FastifyReply } from 'fastify';
import { StaleVersion } from '../../../../../input/stale-version.ts';
import { FieldSet } from '../../../../../web/components/controls.tsx';
import { FieldError, Select } from '../../../../../web/components/field.tsx';
import { requireApplication } from '../../../../directory/applications/application-details.ts';
import type { ApplicationEdit } from '../../../../directory/applications/change-application.ts';
import type { GivenCondition } from '../../../../directory/applications/claim-condition-rules.ts';
import {
  findClaim,
  nameIdOf,
  saveClaim,
  saveNameId,
} from '../../../../directory/applications/claims-settings.ts';
import { type Choice, findChoices } from '../../../../directory/choices.ts';
import { conditionUserTypes } from '../../../../response/claim-conditions.ts';
import { faultOf } from '../../../admin-form.tsx';
import { ChoiceSearch } from '../../../choice-search.tsx';
import { ChoiceTicks } from '../../../choice-ticks.tsx';
import { AdminError } from '../../../errors.ts';
import type { FieldFault } from '../../../field-faults.ts';
import type { PostedForm } from '../../../posted-form.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { saveSection } from '../../save-section.tsx';
import { claimPage, claimsPage, conditionPage, nameIdTitle } from './addresses.ts';
import { changedConditions, movedUp } from './claim-forms.ts';
import { conditionsOf, conditionsTag } from './conditions-card.tsx';
import { askedStep, extensionNames, ManagePage } from './manage-page.tsx';
import { SourceFields } from './source-fields.tsx';
import {
  givenInWords,
  givenSource,
  readSourceForm,
  type SourceForm,
  sourceFieldOf,
  sourceFormOf,
} from './source-form.ts';
import type { TestedTransformation } from './test-transformation.ts';

interface ConditionForm {
  readonly userType: string;
  readonly groupIds: readonly string[];
  readonly source: SourceForm;
}

/** A condition of a claim, or of the Name ID: add, edit, remove. Each is saved with its claim. */
export function manageConditions(routes: ApplicationRoutes): void {
  const pages = [
    `${claimsPage}/:claim/conditions/new`,
    `${claimsPage}/:claim/conditions/:condition`,
  ];
  for (const page of pages) {
    routes.get(page, (visit) => {
      const { claim, position } = placeOf(visit);
      const stored = position === undefined ? undefined : conditionsOf(visit, claim)[position];
      const { userType = 'Any', groupIds = [], source } = stored ?? {};
      return show(visit, { form: { userType, groupIds, source: sourceFormOf(source) } });
    });
    routes.post(page, 'app.configure', async (visit) => {
      const { claim } = placeOf(visit);
      const form = readCondition(visit.form);
      const asked = askedStep(visit, form.source, useOf(claim));
      if (asked) return show(visit, { form: { ...form, ...asked }, ...asked, typed: true });
      return save(visit, form);
    });
  }
  const one = `${claimsPage}/:claim/conditions/:condition`;
  routes.post(`${one}/delete`, 'app.configure', remove);
  routes.post(`${one}/up`, 'app.configure', moveUp);
}

const useOf = (claim: string) => (claim === 'name-id' ? 'nameId' : 'claim');

/** @throws {AdminError} `object_gone` when the application has no such claim, or the claim no such condition */
function placeOf(visit: ApplicationVisit): { claim: string; position: number | undefined } {
  const claim = visit.param('claim');
  if (claim !== 'name-id' && !findClaim(visit.app, claim))
    throw new AdminError('object_gone', 'This application has no such claim.');
  const given = visit.param('condition');
  if (given === '') return { claim, position: undefined };
  const position = /^\d{1,3}$/.test(given) ? Number(given) : -1;
  if (!conditionsOf(visit, claim)[position])
    throw new AdminError('object_gone', 'This claim has no such condition.');
  return { claim, position };
}

const readCondition = (form: PostedForm): ConditionForm => ({
  userType: form.text('userType'),
  groupIds: form.all('group'),
  source: readSourceForm(form),
});

const givenCondition = ({ userType, groupIds, source }: ConditionForm): GivenCondition => ({
  userType,
  groupIds,
  source: givenSource(source) ?? { kind: 'attribute', attribute: '' },
});

/** Saves the claim with other conditions. */
async function saveConditions(
  visit: ApplicationVisit,
  edit: ApplicationEdit,
  claim: string,
  change: (before: readonly GivenCondition[]) => readonly GivenCondition[],
) {
  const { db } = visit.context;
  const app = await requireApplication(db, visit.tenantId, visit.id);
  const conditions = change(conditionsOf({ app }, claim));
  if (claim === 'name-id')
    return saveNameId(db, edit, { ...nameIdOf(app), nameIdConditions: conditions });
  const { id: _, ...values } = findClaim(app, claim) ?? { id: '', name: '', namespace: '' };
  return saveClaim(db, edit, claim, { ...values, conditions });
}

function save(visit: ApplicationVisit, form: ConditionForm): Promise<FastifyReply> {
  const { claim, position } = placeOf(visit);
  const at = position ?? conditionsOf(visit, claim).length;
  const prefix = `${claim === 'name-id' ? 'nameIdConditions' : 'conditions'}.${at}.`;
  return saveSection(visit, {
    subject: `Condition of ${titleOf(visit, claim)}`,
    address: visit.path(conditionPage(claim, position)),
    next: visit.path(claimPage(claim)),
    labels: { userType: 'User type', groups: 'Scoped groups', source: 'Source' },
    section: (app) => {
      const stored = position === undefined ? undefined : conditionsOf({ app }, claim)[position];
      const { userType = '', groupIds = [], source } = stored ?? {};
      return { userType, groups: groupIds, source: givenInWords(source) };
    },
    version: (app) => conditionsTag({ app }, claim),
    typed: {
      userType: form.userType,
      groups: form.groupIds,
      source: givenInWords(givenSource(form.source)),
    },
    save: (edit) =>
      saveConditions(visit, edit, claim, (before) =>
        changedConditions(before, position, givenCondition(form)),
      ),
    activity: 'Update service principal',
    show: (faults) => show(visit, { form, faults: conditionFaults(faults, prefix, form) }),
  });
}

/** Faults of the condition at its fields, and others of the claim at the form as a whole. */
const conditionFaults = (
  faults: readonly FieldFault[],
  prefix: string,
  { source }: ConditionForm,
): FieldFault[] =>
  faults.map((fault) => {
    if (!fault.field.startsWith(prefix)) return { ...fault, field: '' };
    const property = fault.field.slice(prefix.length);
    if (property.startsWith('groupIds')) return { ...fault, field: 'group' };
    const rest = /^source(?:\.(.*))?$/.exec(property);
    return { ...fault, field: rest ? sourceFieldOf(rest[1] ?? '', source.kind) : property };
  });

function remove(visit: ApplicationVisit): Promise<FastifyReply> {
  const { position = 0 } = placeOf(visit);
  return alter(visit, {
    change: (before) => changedConditions(before, position, undefined),
    modified: { oldValue: `Condition ${position + 1}` },
    done: 'deleted',
  });
}

function moveUp(visit: ApplicationVisit): Promise<FastifyReply> {
  const { position = 0 } = placeOf(visit);
  if (position === 0) throw new AdminError('object_gone', 'This claim has no condition before it.');
  return alter(visit, {
    change: (before) => movedUp(before, position),
    modified: { oldValue: `Condition ${position + 1}`, newValue: `Condition ${position}` },
    done: 'moved',
  });
}

/** Changes the list of conditions from the page of the claim. */
async function alter(
  visit: ApplicationVisit,
  act: {
    readonly change: (before: readonly GivenCondition[]) => readonly GivenCondition[];
    readonly modified: { readonly oldValue: string; readonly newValue?: string };
    /** `The condition was ...` */
    readonly done: string;
  },
): Promise<FastifyReply> {
  const { claim } = placeOf(visit);
  const { tenantId, id } = visit;
  const back = visit.path(claimPage(claim));
  try {
    const edit = { tenantId, servicePrincipalId: id, tag: visit.form.version() };
    await saveConditions(visit, edit, claim, act.change);
  } catch (error) {
    if (error instanceof StaleVersion)
      return visit.done(back, {
        tone: 'warning',
        text: `Another user changed this claim in the meantime, so the condition was not ${act.done}. Check it again.`,
      });
    throw error;
  }
  await visit.auditApplication('Update service principal', [
    { displayName: `Condition of ${titleOf(visit, claim)}`, ...act.modified },
  ]);
  return visit.done(back, `The condition was ${act.done}.`);
}

const titleOf = ({ app }: ApplicationVisit, claim: string) =>
  claim === 'name-id' ? nameIdTitle : `claim ${findClaim(app, claim)?.name ?? ''}`;

interface Shown {
  form: ConditionForm;
  faults?: readonly FieldFault[];
  tested?: TestedTransformation | undefined;
  typed?: boolean;
}

async function show(visit: ApplicationVisit, shown: Shown): Promise<FastifyReply> {
  const { form, faults, tested, typed = false } = shown;
  const { claim, position } = placeOf(visit);
  const { db } = visit.context;
  const extensions = await extensionNames(visit);
  const search = visit.form.text('choiceSearch');
  const { choices, more } = await findChoices(db, 'directoryGroup', {
    tenantId: visit.tenantId,
    search,
    ticked: form.groupIds,
  });
  return visit.page(
    (shell) => (
      <ManagePage
        shell={shell}
        visit={visit}
        faults={faults}
        typed={typed}
        title={position === undefined ? 'Add condition' : `Condition ${position + 1}`}
        trail={[{ title: titleOf(visit, claim), href: visit.path(claimPage(claim)) }]}
        action={visit.path(conditionPage(claim, position))}
        back={visit.path(claimPage(claim))}
        version={conditionsTag(visit, claim)}
      >
        <Select
          label="User type"
          name="userType"
          value={form.userType}
          error={faultOf(faults, 'userType')}
          options={Object.entries(conditionUserTypes).map(([value, label]) => ({ value, label }))}
        />
        <Groups choices={choices} ticked={form.groupIds} error={faultOf(faults, 'group')} />
        <ChoiceSearch label="Search groups" value={search} more={more} />
        <SourceFields
          form={form.source}
          extensions={extensions}
          use={useOf(claim)}
          faults={faults}
          tested={tested}
        />
      </ManagePage>
    ),
    faults ? 422 : 200,
  );
}

function Groups({
  choices,
  ticked,
  error,
}: {
  choices: readonly Choice[];
  ticked: readonly string[];
  error: string | undefined;
}) {
  return (
    <FieldSet
      legend="Scoped groups"
      hint="The user must be in one of them; none: everybody of the user type."
    >
      <ChoiceTicks name="group" choices={choices} ticked={ticked} />
      {choices.length === 0 && <p class="hint">There are no groups yet.</p>}
      {error !== undefined && <FieldError id="groupError">{error}</FieldError>}
    </FieldSet>
  );
}
