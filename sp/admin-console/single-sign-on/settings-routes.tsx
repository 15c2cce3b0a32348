import { StaleVersion } from '../../../input/stale-version.ts';
import { enableSingleSignOn } from '../../administration/single-sign-on.ts';
import { text } from '../form-fields.ts';
import type { AdminConsole } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { EnablePage } from './enable-page.tsx';
import { logBroughtBack } from './log-brought-back.ts';
import { SettingsConflict } from './settings-conflict.tsx';
import { readableCertificates, savedForm, sentForm } from './settings-form.ts';
import { settingsErrors, settingsInput } from './settings-input.ts';
import { page, savedOf, showSettings } from './settings-view.tsx';

/** The message of the page after a redirect: `?done=saved`. */
const done: ReadonlyMap<string, string> = new Map(
  Object.entries({
    saved: 'Saved. Employees can sign in with single sign-on.',
    'certificate-removed':
      'The certificate was removed. Responses signed with it are refused from now on.',
    'metadata-loaded': 'Loaded from the federation metadata, and saved.',
  }),
);

/** Shows, enables and saves the settings. */
export function settingsRoutes(admin: AdminConsole): void {
  const { app, db, clock } = admin;

  app.get(page, async (request, reply) => {
    const saved = await savedOf(admin, request);
    const key = text(request.query, 'done') ?? '';
    if (saved?.enabled)
      return showSettings(admin, request, reply, {
        saved,
        form: savedForm(saved),
        done: done.get(key),
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
    const input = settingsInput(sent, saved);
    const { company } = administratorOf(request);
    try {
      const seen = sent.revision || null;
      logBroughtBack(request, await enableSingleSignOn(db, clock, company.id, input, seen));
      return reply.redirect(`${page}?done=saved`, 303);
    } catch (error) {
      const form = { ...sent, added: readableCertificates(sent.added) };
      if (error instanceof StaleVersion) {
        const both = { saved: savedForm(await savedOf(admin, request)), typed: form };
        return reply.page(<SettingsConflict frame={frameOf(request, reply)} {...both} />, 409);
      }
      const errors = settingsErrors(error, input);
      return showSettings(admin, request, reply, { saved, form, errors }, 400);
    }
  });
}

/**
 * Shown after a Login URL was saved that does not end like Entra's (entra-saml.md 5.1): a hint only, as other identity providers
 * have other URLs.
 */
function loginUrlWarning(loginUrl: string): string | undefined {
  if (/\/saml2\/?$/i.test(URL.parse(loginUrl)?.pathname ?? '')) return undefined;
  return `The SSO Login URL ${loginUrl} does not end in /saml2, as the Login URL of Microsoft Entra does. Copy it again, unless you use another identity provider.`;
}
