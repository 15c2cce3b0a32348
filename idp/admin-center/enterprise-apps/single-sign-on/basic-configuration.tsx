import type { FastifyReply } from 'fastify';
import { Button, Field, FieldSet, LinkButton, Radio } from '../../../../web/controls.tsx';
import { Toolbar } from '../../../../web/navigation.tsx';
import { Card, MessageBar } from '../../../../web/surfaces.tsx';
import {
  type BasicSaml,
  basicSamlOf,
  basicSamlLabels as labels,
  saveBasicSaml,
} from '../../../directory/basic-saml.ts';
import type { Fault } from '../../../directory/invalid-input.ts';
import { tagOf } from '../../../directory/stale-version.ts';
import { findTemplate } from '../../../gallery/templates.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import type { PostedForm } from '../../posted-form.ts';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { saveSection } from '../save-section.tsx';
import { patternWarning } from './pattern-warning.ts';

const page = 'single-sign-on/basic';

/** The pencil of "Basic SAML Configuration". */
export function basicConfiguration(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => showBasic(visit, { form: basicSamlOf(visit.app) }));
  routes.post(page, 'app.configure', (visit) => {
    const form = readBasic(visit.form);
    const changed = changedRows(visit.form, form);
    if (changed) return showBasic(visit, { form: changed });
    const warning = patternWarning(
      form,
      findTemplate(visit.app.servicePrincipal.applicationTemplateId),
    );
    return saveSection(visit, {
      subject: 'Basic SAML Configuration',
      address: visit.path(page),
      next: visit.path('single-sign-on'),
      labels,
      section: basicSamlOf,
      typed: form,
      save: (edit) => saveBasicSaml(visit.context.db, edit, form),
      activity: 'Update application',
      show: (faults) => showBasic(visit, { form, faults }),
      said:
        warning === undefined
          ? undefined
          : { tone: 'warning', text: `Basic SAML Configuration saved. ${warning}` },
    });
  });
}

/** The lists with the default one first; rows that were left empty are gone, but for one when all are. */
function readBasic(form: PostedForm): BasicSaml {
  return {
    identifierUris: readList(form, 'identifierUris'),
    replyUrls: readList(form, 'replyUrls'),
    signOnUrl: form.text('signOnUrl'),
    relayState: form.text('relayState'),
    logoutUrl: form.text('logoutUrl'),
  };
}

type List = 'identifierUris' | 'replyUrls';

function readList(form: PostedForm, list: List): string[] {
  const values = form.all(list);
  const chosen = values[Number(form.text(`${list}Default`))];
  const first = chosen === undefined ? values : [chosen, ...values.filter((one) => one !== chosen)];
  // A value typed twice is for the rules to refuse, unless it is the default one, which moved.
  return first.filter((value) => value !== '');
}

/** The form after "Add identifier", "Add reply URL" or "Delete"; `undefined` when it was sent to be saved. */
function changedRows(posted: PostedForm, form: BasicSaml): BasicSaml | undefined {
  const [what, list, row] = posted.text('do').split(':');
  if (list !== 'identifierUris' && list !== 'replyUrls') return undefined;
  if (what === 'add') return { ...form, [list]: [...form[list], ''] };
  if (what !== 'delete') return undefined;
  const gone = posted.all(list)[Number(row)];
  return { ...form, [list]: form[list].filter((value) => value !== gone) };
}

export interface BasicPage {
  form: BasicSaml;
  faults?: readonly Fault[];
  /** Said above the form. */
  note?: string;
}

/** Shows the form with whatever is in it. */
export function showBasic(visit: ApplicationVisit, o: BasicPage): FastifyReply {
  return visit.page(
    (shell) => <BasicConfigurationPage {...{ shell, visit, ...o }} />,
    o.faults ? 422 : 200,
  );
}

function BasicConfigurationPage({
  shell,
  visit,
  form,
  faults,
  note,
}: { shell: Shell; visit: ApplicationVisit } & BasicPage) {
  const { app } = visit;
  const template = findTemplate(app.servicePrincipal.applicationTemplateId);
  const denial = visit.denial('app.configure');
  const version = visit.form.version() || tagOf(basicSamlOf(app));
  return (
    <ApplicationPage
      shell={shell}
      app={app}
      menu="single-sign-on"
      title="Basic SAML Configuration"
      denial={denial}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
    >
      {note !== undefined && (
        <MessageBar tone="info" id="note">
          {note}
        </MessageBar>
      )}
      <AdminForm shell={shell} action={visit.path(page)} {...{ version, faults }}>
        <Toolbar>
          <Button id="save" disabled={denial !== undefined}>
            Save
          </Button>
          <LinkButton href={visit.path('single-sign-on/upload-metadata')} appearance="subtle">
            Upload metadata file
          </LinkButton>
          <LinkButton href={visit.path('single-sign-on')} appearance="subtle">
            Cancel
          </LinkButton>
        </Toolbar>
        <Card>
          <Values
            list="identifierUris"
            values={form.identifierUris}
            faults={faults}
            add="Add identifier"
            hint="The unique ID that identifies the application here: Issuer of its requests, and Audience of the response."
            patterns={template?.identifierPatterns}
          />
          <Values
            list="replyUrls"
            values={form.replyUrls}
            faults={faults}
            add="Add reply URL"
            hint="Where the application expects to receive the response."
            patterns={template?.replyUrlPatterns}
          />
          <Field
            label={labels.signOnUrl}
            name="signOnUrl"
            type="url"
            value={form.signOnUrl}
            error={faultOf(faults, 'signOnUrl')}
            hint={
              <>
                The page where the application starts the sign-in (SP). Leave it empty for a sign-in
                that starts here (IDP).
                <Patterns patterns={template?.signOnUrlPattern && [template.signOnUrlPattern]} />
              </>
            }
            optional
          />
          <Field
            label={labels.relayState}
            name="relayState"
            value={form.relayState}
            error={faultOf(faults, 'relayState')}
            hint="Sent along when the sign-in starts here: where the application leads the user."
            optional
          />
          <Field
            label={labels.logoutUrl}
            name="logoutUrl"
            type="url"
            value={form.logoutUrl}
            error={faultOf(faults, 'logoutUrl')}
            hint="Gets the SAML logout responses."
            optional
          />
        </Card>
      </AdminForm>
    </ApplicationPage>
  );
}

interface ValuesProps {
  list: List;
  values: readonly string[];
  faults: readonly Fault[] | undefined;
  add: string;
  hint: string;
  patterns?: readonly string[] | undefined;
}

/** Several values, one of which is the default. */
function Values({ list, values, faults, add, hint, patterns }: ValuesProps) {
  const rows = values.length > 0 ? values : [''];
  return (
    <FieldSet
      legend={labels[list]}
      hint={
        <>
          {hint}
          <Patterns patterns={patterns} />
        </>
      }
    >
      {rows.map((value, row) => (
        <div key={row}>
          <Field
            label={row === 0 ? labels[list] : `${labels[list]} ${row + 1}`}
            hideLabel
            name={list}
            id={row === 0 ? list : `${list}${row + 1}`}
            type={list === 'replyUrls' ? 'url' : 'text'}
            value={value}
            error={faultOf(faults, `${list}.${row}`)}
          />
          {rows.length > 1 && (
            <div class="actions">
              <Radio
                name={`${list}Default`}
                value={String(row)}
                label={`Default (${row + 1})`}
                checked={row === 0}
              />
              <Button
                appearance="link"
                name="do"
                value={`delete:${list}:${row}`}
                aria-label={`Delete ${labels[list]} ${row + 1}`}
              >
                Delete
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button appearance="link" name="do" value={`add:${list}`}>
          {add}
        </Button>
      </div>
    </FieldSet>
  );
}

function Patterns({ patterns }: { patterns: readonly string[] | '' | undefined }) {
  if (!patterns || patterns.length === 0) return null;
  return (
    <span>
      {' '}
      Patterns: <code>{patterns.join(', ')}</code>
    </span>
  );
}
