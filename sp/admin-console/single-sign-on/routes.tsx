import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AdministrationError } from '../../administration/errors.ts';
import { loadFederationMetadata } from '../../administration/federation-metadata.ts';
import { findSingleSignOn } from '../../administration/saved-single-sign-on.ts';
import { enableSingleSignOn } from '../../administration/single-sign-on.ts';
import {
  disableSingleSignOn,
  removeCertificate,
} from '../../administration/single-sign-on-changes.ts';
import { serviceAddress } from '../../service-address.ts';
import { text } from '../form-fields.ts';
import type { AdminConsoleOptions } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { ChangedMeanwhilePage } from './changed-meanwhile-page.tsx';
import { checkSettings } from './check-settings.ts';
import { chosenMetadata, metadataProblem } from './chosen-metadata.ts';
import { DisablePage } from './disable-page.tsx';
import { EnablePage } from './enable-page.tsx';
import { IntegrationsPage } from './integrations-page.tsx';
import { readableCertificates, savedForm, sentForm } from './settings-form.ts';
import { SettingsPage, type SettingsPageProps } from './settings-page.tsx';

const page = '/admin/integrations/single-sign-on';

/** What the page says after a redirect: `?done=saved`. */
const done: Readonly<Record<string, string>> = {
  saved: 'Saved. Employees can sign in with single sign-on.',
  'certificate-removed': 'The certificate is removed. What it signs is refused from now on.',
  'metadata-loaded': 'Loaded from the federation metadata, and saved.',
};

/** Configuration > Integrations > Single Sign-On (entra-admin.md 2.1). */
export async function singleSignOn(
  app: FastifyInstance,
  options: AdminConsoleOptions,
): Promise<void> {
  const { db, clock, publicUrl } = options;
  const protectedForm = { preHandler: app.csrfProtection };
  const savedOf = (request: FastifyRequest) =>
    findSingleSignOn(db, administratorOf(request).company.id);

  app.get('/admin/integrations', async (request, reply) => {
    const enabled = (await savedOf(request))?.enabled ?? false;
    return reply.page(<IntegrationsPage frame={frameOf(request, reply)} enabled={enabled} />);
  });

  app.get(page, async (request, reply) => {
    const saved = await savedOf(request);
    const key = text(request.query, 'done') ?? '';
    if (saved?.enabled)
      return show(request, reply, { saved, form: savedForm(saved), done: done[key] });
    const frame = frameOf(request, reply);
    return reply.page(<EnablePage frame={frame} disabledNow={key === 'disabled'} />);
  });

  app.get(`${page}/enable`, async (request, reply) => {
    const saved = await savedOf(request);
    if (saved?.enabled) return reply.redirect(page, 303);
    return show(request, reply, { saved, form: savedForm(saved) });
  });

  app.post(page, protectedForm, async (request, reply) => {
    const saved = await savedOf(request);
    const sent = sentForm(request.body, saved);
    const checked = checkSettings(sent, saved);
    const form = { ...sent, added: readableCertificates(sent.added) };
    if ('errors' in checked) return show(request, reply, { saved, form, ...checked }, 400);
    try {
      const { company } = administratorOf(request);
      await enableSingleSignOn(db, clock, company.id, checked.input, sent.revision || null);
      return reply.redirect(`${page}?done=saved`, 303);
    } catch (error) {
      if (!(error instanceof AdministrationError) || error.code !== 'changed_meanwhile')
        throw error;
      const both = { saved: savedForm(await savedOf(request)), yours: form };
      return reply.page(<ChangedMeanwhilePage frame={frameOf(request, reply)} {...both} />, 409);
    }
  });

  app.post<{ Params: { thumbprint: string } }>(
    `${page}/certificates/:thumbprint/remove`,
    protectedForm,
    async (request, reply) => {
      const { company } = administratorOf(request);
      try {
        if (!(await removeCertificate(db, clock, company.id, request.params.thumbprint)))
          return reply.callNotFound();
        return reply.redirect(`${page}?done=certificate-removed`, 303);
      } catch (error) {
        if (!(error instanceof AdministrationError)) throw error;
        const saved = await savedOf(request);
        const problem = error.message;
        return show(request, reply, { saved, form: savedForm(saved), problem }, 409);
      }
    },
  );

  app.post(`${page}/federation-metadata`, protectedForm, async (request, reply) => {
    const { company } = administratorOf(request);
    const saved = await savedOf(request);
    try {
      const xml = await chosenMetadata(request.body, saved?.input.ssoLoginUrl);
      // Whoever chooses a file, or names an address, vouches for what is in it.
      await loadFederationMetadata(db, clock, company.id, xml, { vouchedFor: true });
      return reply.redirect(`${page}?done=metadata-loaded`, 303);
    } catch (error) {
      const metadata = metadataProblem(request.body, error);
      return show(request, reply, { saved, form: savedForm(saved), metadata }, 400);
    }
  });

  app.get(`${page}/disable`, async (request, reply) => {
    const saved = await savedOf(request);
    if (!saved?.enabled) return reply.redirect(page, 303);
    return reply.page(<DisablePage frame={frameOf(request, reply)} />);
  });

  app.post(`${page}/disable`, protectedForm, async (request, reply) => {
    await disableSingleSignOn(db, administratorOf(request).company.id);
    return reply.redirect(`${page}?done=disabled`, 303);
  });

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    props: Omit<SettingsPageProps, 'frame' | 'address' | 'now'>,
    status = 200,
  ) {
    const frame = frameOf(request, reply);
    const address = serviceAddress(publicUrl(), frame.administrator.company.id);
    return reply.page(
      <SettingsPage {...props} frame={frame} address={address} now={clock()} />,
      status,
    );
  }
}
