import { AdministrationError } from '../../administration/errors.ts';
import { enableSingleSignOn } from '../../administration/single-sign-on.ts';
import { text } from '../form-fields.ts';
import type { AdminConsole } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { ChangedMeanwhilePage } from './changed-meanwhile-page.tsx';
import { checkSettings } from './check-settings.ts';
import { EnablePage } from './enable-page.tsx';
import { loginUrlWarning } from './entra-issuer.ts';
import { readableCertificates, savedForm, sentForm } from './settings-form.ts';
import { page, savedOf, showSettings } from './settings-view.tsx';

/** What the page says after a redirect: `?done=saved`. */
const done: Readonly<Record<string, string>> = {
  saved: 'Saved. Employees can sign in with single sign-on.',
  'certificate-removed': 'The certificate is removed. What it signs is refused from now on.',
  'metadata-loaded': 'Loaded from the federation metadata, and saved.',
};

/** The settings: shown, enabled, saved. */
export function settingsRoutes(admin: AdminConsole): void {
  const { app, db, clock } = admin;

  app.get(page, async (request, reply) => {
    const saved = await savedOf(admin, request);
    const key = text(request.query, 'done') ?? '';
    if (saved?.enabled)
      return showSettings(admin, request, reply, {
        saved,
        form: savedForm(saved),
        done: done[key],
        warning: key === 'saved' ? loginUrlWarning(saved.input.ssoLoginUrl) : undefined,
      });
    const frame = frameOf(request, reply);
    return reply.page(<EnablePage frame={frame} disabledNow={key === 'disabled'} />);
  });

  app.get(`${page}/enable`, async (request, reply) => {
    const saved = await savedOf(admin, request);
    if (saved?.enabled) return reply.redirect(page, 303);
    return showSettings(admin, request, reply, { saved, form: savedForm(saved) });
  });

  app.post(page, { preHandler: app.csrfProtection }, async (request, reply) => {
    const saved = await savedOf(admin, request);
    const sent = sentForm(request.body, saved);
    const checked = checkSettings(sent, saved);
    const form = { ...sent, added: readableCertificates(sent.added) };
    if ('errors' in checked)
      return showSettings(admin, request, reply, { saved, form, ...checked }, 400);
    try {
      const { company } = administratorOf(request);
      await enableSingleSignOn(db, clock, company.id, checked.input, sent.revision || null);
      return reply.redirect(`${page}?done=saved`, 303);
    } catch (error) {
      if (!(error instanceof AdministrationError) || error.code !== 'changed_meanwhile')
        throw error;
      const both = { saved: savedForm(await savedOf(admin, request)), yours: form };
      return reply.page(<ChangedMeanwhilePage frame={frameOf(request, reply)} {...both} />, 409);
    }
  });
}
