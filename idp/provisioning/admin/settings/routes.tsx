import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { type FieldFault, fieldFaults } from '../../../admin-center/field-faults.ts';
import type { PostedForm } from '../../../admin-center/posted-form.ts';
import { inTransaction } from '../../../directory/in-transaction.ts';
import { type JobSettings, setJobSettings } from '../../../directory/provisioning/jobs.ts';
import {
  type ProvisioningSettings,
  provisioningSettingsOf,
  setProvisioningSettings,
} from '../../../directory/provisioning/provisioning-settings.ts';
import { auditProvisioning, type JobRoutes, type JobVisit } from '../provisioning-routes.ts';
import { type SettingsForm, SettingsPage } from './page.tsx';

/** "Settings": scope, notification e-mail, accidental deletions, and the interval, which is the lab's own. */
export function settings(pages: JobRoutes): void {
  pages.get('settings', async (visit) => {
    const saved = await provisioningSettingsOf(visit.context.db, visit.id);
    return show(visit, formOf(saved, visit.job.settings));
  });
  pages.post('settings', save);
}

const show = (visit: JobVisit, form: SettingsForm, faults?: readonly FieldFault[]) =>
  visit.page(
    (shell) => <SettingsPage shell={shell} visit={visit} form={form} faults={faults} />,
    faults ? 422 : 200,
  );

const formOf = (saved: ProvisioningSettings, job: JobSettings): SettingsForm => ({
  scope: saved.syncAll ? 'all' : 'assigned',
  notificationEmail: saved.notificationEmail ?? '',
  sendNotification: saved.sendNotification,
  preventsDeletions: saved.accidentalDeletionThreshold !== null,
  accidentalDeletionThreshold: String(saved.accidentalDeletionThreshold ?? 500),
  skipOutOfScopeDeletions: saved.skipOutOfScopeDeletions,
  acceleratedInterval: job.acceleratedInterval === null ? '' : String(job.acceleratedInterval),
  honorRetryAfter: job.honorRetryAfter,
});

const readForm = (form: PostedForm): SettingsForm => ({
  scope: form.text('scope') === 'all' ? 'all' : 'assigned',
  notificationEmail: form.text('notificationEmail'),
  sendNotification: form.has('sendNotification'),
  preventsDeletions: form.has('preventsDeletions'),
  accidentalDeletionThreshold: form.text('accidentalDeletionThreshold'),
  skipOutOfScopeDeletions: form.has('skipOutOfScopeDeletions'),
  acceleratedInterval: form.text('acceleratedInterval'),
  honorRetryAfter: form.has('honorRetryAfter'),
});

/** A number as it was typed; what is none is NaN, which the write function refuses with its sentence. */
const numberOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

async function save(visit: JobVisit): Promise<FastifyReply> {
  const { context, id, job } = visit;
  const form = readForm(visit.form);
  const threshold = numberOf(form.accidentalDeletionThreshold);
  const interval = numberOf(form.acceleratedInterval);
  const wrong = [
    ...(form.preventsDeletions && Number.isNaN(threshold)
      ? [numberFault('accidentalDeletionThreshold', 'The threshold')]
      : []),
    ...(form.acceleratedInterval !== '' && Number.isNaN(interval)
      ? [numberFault('acceleratedInterval', 'The interval')]
      : []),
  ];
  if (form.sendNotification && form.notificationEmail.trim() === '') wrong.push(noRecipient);
  if (wrong.length > 0) return show(visit, form, wrong);
  try {
    await inTransaction(context.db, async (tx) => {
      await setProvisioningSettings(tx, id, {
        syncAll: form.scope === 'all',
        notificationEmail: form.notificationEmail === '' ? null : form.notificationEmail,
        sendNotification: form.sendNotification,
        accidentalDeletionThreshold: form.preventsDeletions ? threshold : null,
        skipOutOfScopeDeletions: form.skipOutOfScopeDeletions,
      });
      await setJobSettings(tx, id, job.id, {
        acceleratedInterval: form.acceleratedInterval === '' ? null : interval,
        honorRetryAfter: form.honorRetryAfter,
      });
    });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return show(visit, form, fieldFaults(error.faults));
  }
  context.provisioning.wake();
  await auditProvisioning(visit, 'settings');
  return visit.done(visit.path('provisioning/settings'), 'Settings saved.');
}

const noRecipient: FieldFault = {
  field: 'notificationEmail',
  code: 'required',
  message: 'Enter who gets the mail, or send none.',
};

const numberFault = (field: string, subject: string): FieldFault => ({
  field,
  code: 'number',
  message: `${subject} is a whole number.`,
});
