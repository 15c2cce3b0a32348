import { InvalidInput } from '../../../input/invalid-input.ts';
import { NotFound } from '../../../input/not-found.ts';
import { loadFederationMetadata } from '../../administration/federation-metadata.ts';
import { removeCertificate } from '../../administration/single-sign-on-changes.ts';
import type { AdminConsole } from '../options.ts';
import { administratorOf } from '../sign-in/require-administrator.ts';
import { chosenMetadata, metadataProblem } from './chosen-metadata.ts';
import { logBroughtBack } from './log-brought-back.ts';
import { savedForm } from './settings-form.ts';
import { page, savedOf, showSettings } from './settings-view.tsx';

/** Changes to what is trusted outside of the form: loads federation metadata, removes a certificate. */
export function trustRoutes(admin: AdminConsole): void {
  const { app, db, clock } = admin;
  const protectedForm = { preHandler: app.csrfProtection };

  app.post<{ Params: { thumbprint: string } }>(
    `${page}/certificates/:thumbprint/remove`,
    protectedForm,
    async (request, reply) => {
      const { company } = administratorOf(request);
      try {
        await removeCertificate(db, clock, company.id, request.params.thumbprint);
        return reply.redirect(`${page}?done=certificate-removed`, 303);
      } catch (error) {
        if (error instanceof NotFound) return reply.callNotFound();
        if (!(error instanceof InvalidInput)) throw error;
        const saved = await savedOf(admin, request);
        const shown = { saved, form: savedForm(saved), problem: error.message };
        return showSettings(admin, request, reply, shown, 409);
      }
    },
  );

  app.post(`${page}/federation-metadata`, protectedForm, async (request, reply) => {
    const { company } = administratorOf(request);
    const saved = await savedOf(admin, request);
    try {
      const xml = await chosenMetadata(request.body, saved?.input.ssoLoginUrl, admin);
      // An administrator who chooses a file or an address vouches for its content.
      const loaded = await loadFederationMetadata(db, clock, company.id, xml, { vouchedFor: true });
      logBroughtBack(request, loaded.broughtBack);
      return reply.redirect(`${page}?done=metadata-loaded`, 303);
    } catch (error) {
      const metadata = metadataProblem(request.body, error);
      const shown = { saved, form: savedForm(saved), metadata };
      return showSettings(admin, request, reply, shown, 400);
    }
  });
}
