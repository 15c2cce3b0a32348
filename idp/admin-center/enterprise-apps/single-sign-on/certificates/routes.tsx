import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../../input/invalid-input.ts';
import { StaleVersion } from '../../../../../input/stale-version.ts';
import {
  type AddedCertificate,
  activateCertificate,
  addTokenSigningCertificate,
  deleteCertificate,
  importCertificate,
  latestExpiration,
  signingCertificatesOf,
} from '../../../../directory/applications/signing-certificates.ts';
import {
  notificationEmailsOf,
  setNotificationEmails,
  setSigning,
  signingSettingsOf,
} from '../../../../directory/applications/signing-settings.ts';
import { type FieldFault, fieldFaults } from '../../../field-faults.ts';
import { day } from '../../../shown-instant.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { saveSection } from '../../save-section.tsx';
import { certificatesPage as page } from './card.tsx';
import { certificateDownloads } from './downloads.ts';
import { type BrokenForm, CertificatesPage } from './page.tsx';

/** The pencil of "SAML Certificates": the list, New Certificate, Import Certificate, signing, notification e-mails (entra-admin.md 1.7 (3)), and the downloads. */
export function certificates(routes: ApplicationRoutes): void {
  certificateDownloads(routes);
  routes.get(page, (visit) => show(visit));

  routes.post(`${page}/new`, 'app.configure', (visit) =>
    add(visit, 'new', (now) => {
      const endDateTime = endOf(visit.form.text('notAfter'), latestExpiration(now));
      return addTokenSigningCertificate(visit.context.db, editOf(visit), { endDateTime }, now);
    }),
  );
  routes.upload(`${page}/import`, 'app.configure', (visit) =>
    add(visit, 'import', (now) => {
      const { context, form } = visit;
      const file = { pfx: form.file('pfx'), password: form.exact('password') };
      return importCertificate(context.db, editOf(visit), file, now);
    }),
  );
  routes.post(`${page}/activate`, 'app.configure', (visit) =>
    change(visit, 'is the active one now', activateCertificate),
  );
  routes.post(`${page}/delete`, 'app.configure', (visit) =>
    change(visit, 'was deleted', deleteCertificate),
  );

  routes.post(`${page}/signing`, 'app.signing', (visit) => {
    const typed = {
      signingOption: visit.form.text('signingOption'),
      signingAlgorithm: visit.form.text('signingAlgorithm'),
    };
    return saveSection(visit, {
      subject: 'Signing Option and Signing Algorithm',
      address: visit.path(page),
      action: visit.path(`${page}/signing`),
      labels: { signingOption: 'Signing Option', signingAlgorithm: 'Signing Algorithm' },
      section: signingSettingsOf,
      typed,
      save: (edit) => setSigning(visit.context.db, edit, typed),
      activity: 'Update service principal',
      show: (faults) => show(visit, { form: 'signing', faults }),
    });
  });
  routes.post(`${page}/emails`, 'app.configure', (visit) => {
    const emails = visit.form.all('emails').filter((email) => email !== '');
    const typed = { notificationEmailAddresses: emails };
    return saveSection(visit, {
      subject: 'Notification email addresses',
      address: visit.path(page),
      action: visit.path(`${page}/emails`),
      labels: { notificationEmailAddresses: 'Notification email addresses' },
      fields: { notificationEmailAddresses: 'emails' },
      section: notificationEmailsOf,
      typed,
      save: (edit) => setNotificationEmails(visit.context.db, edit, typed),
      activity: 'Update service principal',
      show: (faults) => show(visit, { form: 'emails', faults, emails }),
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

/** The end of the typed day, or the latest instant that is allowed; a text that is not a date is too early. */
function endOf(typed: string, latest: Date): Date {
  if (day(latest.toISOString()) === typed) return latest;
  const end = new Date(`${typed}T23:59:59Z`);
  return Number.isNaN(end.getTime()) ? new Date(0) : end;
}

async function add(
  visit: ApplicationVisit,
  form: 'new' | 'import',
  make: (now: Date) => Promise<AddedCertificate>,
): Promise<FastifyReply> {
  try {
    const { thumbprint, status } = await make(visit.context.clock());
    await visit.auditApplication('Update application - Certificates and secrets management', [
      { displayName: 'KeyDescription', newValue: thumbprint },
    ]);
    return visit.done(
      visit.path(page),
      status === 'Active'
        ? `Certificate ${thumbprint} was saved as Active.`
        : `Certificate ${thumbprint} was saved as Inactive. Make it active once the application trusts it.`,
    );
  } catch (error) {
    if (error instanceof InvalidInput)
      return show(visit, { form, faults: fieldFaults(error.faults, { endDateTime: 'notAfter' }) });
    throw error;
  }
}

async function change(
  visit: ApplicationVisit,
  done: string,
  act: typeof activateCertificate,
): Promise<FastifyReply> {
  const { context, form } = visit;
  const thumbprint = form.text('thumbprint');
  const edit = { ...editOf(visit), tag: form.version() };
  try {
    await act(context.db, edit, thumbprint, context.clock());
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
    'Another user made a different certificate active in the meantime. The list below is up to date; your change was not made.',
};

const editOf = ({ tenantId, id }: ApplicationVisit) => ({ tenantId, servicePrincipalId: id });
