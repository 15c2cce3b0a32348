import type { FastifyReply } from 'fastify';
import type { ApplicationDetails } from '../../../directory/applications/application-details.ts';
import type { ApplicationEdit } from '../../../directory/applications/change-application.ts';
import {
  deleteCertificate,
  importCertificate,
  latestExpiration,
  makeCertificateActive,
  newCertificate,
  signingCertificatesOf,
} from '../../../directory/applications/signing-certificates.ts';
import {
  notificationEmailsOf,
  saveNotificationEmails,
  saveSigningSettings,
  signingAlgorithmOf,
  signingOptionOf,
  signingSettingsOf,
} from '../../../directory/applications/signing-settings.ts';
import { InvalidInput } from '../../../directory/invalid-input.ts';
import { StaleVersion } from '../../../directory/stale-version.ts';
import type { Database } from '../../../directory/tables.ts';
import { type FieldFault, fieldFaults } from '../../field-faults.ts';
import { day } from '../../shown-instant.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { saveSection } from '../save-section.tsx';
import { CertificatesPage } from './certificates-page.tsx';
import { type BrokenForm, certificatesPage as page } from './certificates-props.ts';

/** The pencil of "SAML Certificates": the list, New Certificate, Import Certificate, how it signs, who is told (entra-admin.md 1.7 (3)). */
export function certificates(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => show(visit));

  routes.post(`${page}/new`, 'app.configure', (visit) =>
    add(visit, 'new', (now) =>
      newCertificate(
        visit.context.db,
        visit.id,
        endOf(visit.form.text('notAfter'), latestExpiration(now)),
        now,
      ),
    ),
  );
  routes.upload(`${page}/import`, 'app.configure', (visit) =>
    add(visit, 'import', (now) => {
      const { context, form, id } = visit;
      return importCertificate(context.db, id, form.file('pfx'), form.exact('password'), now);
    }),
  );
  routes.post(`${page}/activate`, 'app.configure', (visit) =>
    change(visit, 'is the active one now', makeCertificateActive),
  );
  routes.post(`${page}/delete`, 'app.configure', (visit) =>
    change(visit, 'was deleted', deleteCertificate),
  );

  routes.post(`${page}/signing`, 'app.signing', (visit) => {
    const typed = {
      signingOption: signingOptionOf(visit.form.text('signingOption')),
      signingAlgorithm: signingAlgorithmOf(visit.form.text('signingAlgorithm')),
    };
    return saveSection(visit, {
      subject: 'Signing Option and Signing Algorithm',
      address: visit.path(page),
      action: visit.path(`${page}/signing`),
      labels: { signingOption: 'Signing Option', signingAlgorithm: 'Signing Algorithm' },
      section: signingSettingsOf,
      typed,
      save: (edit) => saveSigningSettings(visit.context.db, edit, typed),
      activity: 'Update service principal',
      show: (faults) => show(visit, { form: 'signing', faults }),
    });
  });
  routes.post(`${page}/emails`, 'app.configure', (visit) => {
    const typed = { emails: visit.form.all('emails').filter((email) => email !== '') };
    return saveSection(visit, {
      subject: 'Notification email addresses',
      address: visit.path(page),
      action: visit.path(`${page}/emails`),
      labels: { emails: 'Notification email addresses' },
      section: notificationEmailsOf,
      typed,
      save: (edit) => saveNotificationEmails(visit.context.db, edit, typed),
      activity: 'Update service principal',
      show: (faults) => show(visit, { form: 'emails', faults, emails: typed.emails }),
    });
  });
}

async function show(visit: ApplicationVisit, broken?: BrokenForm): Promise<FastifyReply> {
  const { db, clock } = visit.context;
  const now = clock();
  const list = await signingCertificatesOf(db, visit.app, now);
  return visit.page(
    (shell) => (
      <CertificatesPage shell={shell} visit={visit} list={list} now={now} broken={broken} />
    ),
    broken ? 422 : 200,
  );
}

/** A day means the whole of it, but never beyond the latest instant that is allowed. */
function endOf(typed: string, latest: Date): Date {
  const end = new Date(`${typed}T23:59:59Z`);
  return day(latest.toISOString()) === typed ? latest : end;
}

async function add(
  visit: ApplicationVisit,
  form: 'new' | 'import',
  make: (now: Date) => Promise<string>,
): Promise<FastifyReply> {
  try {
    const thumbprint = await make(visit.context.clock());
    await visit.auditApplication('Update application - Certificates and secrets management', [
      { displayName: 'KeyDescription', newValue: thumbprint },
    ]);
    return visit.done(
      visit.path(page),
      `Certificate ${thumbprint} was saved as Inactive. Make it active when the application knows it.`,
    );
  } catch (error) {
    if (error instanceof InvalidInput)
      return show(visit, { form, faults: fieldFaults(error.faults) });
    throw error;
  }
}

type Change = (
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
) => Promise<ApplicationDetails>;

async function change(visit: ApplicationVisit, done: string, act: Change): Promise<FastifyReply> {
  const { context, form, id, tenantId } = visit;
  const thumbprint = form.text('thumbprint');
  const edit = { tenantId, servicePrincipalId: id, tag: form.version() };
  try {
    await act(context.db, edit, thumbprint);
  } catch (error) {
    if (error instanceof StaleVersion) return show(visit, { form: 'list', faults: [madeActive] });
    if (error instanceof InvalidInput)
      return show(visit, { form: 'list', faults: fieldFaults(error.faults) });
    throw error;
  }
  await visit.auditApplication('Update application - Certificates and secrets management', [
    { displayName: 'KeyDescription', newValue: `${thumbprint} ${done}` },
  ]);
  return visit.done(visit.path(page), `Certificate ${thumbprint} ${done}.`);
}

const madeActive: FieldFault = {
  field: 'thumbprint',
  code: 'stale',
  message:
    'Somebody else made another certificate active meanwhile. The list below is as it is now; nothing of yours was changed.',
};
