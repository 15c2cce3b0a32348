import type { FastifyInstance } from 'fastify';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import type { IdpContext } from '../context.ts';
import { serveVisits } from '../sign-in-visit.ts';
import { siteName } from '../site-name.ts';
import { changePasswordRoutes } from './change-password-routes.tsx';
import { credentialTypeRoute } from './credential-type-route.ts';
import { finishSignIn, type Resume } from './finish-sign-in.ts';
import { readJsonBodies } from './json-body.ts';
import { loginRoutes } from './login-routes.tsx';
import { passkeyOptionsRoute } from './passwordless/fido-options-route.ts';
import { passwordlessRoutes } from './passwordless/routes.ts';
import { phoneSignInRoutes, phoneSignInStateRoute } from './phone-sign-in-routes.tsx';
import { registrationRoutes } from './registration/routes.tsx';
import { sasRoutes } from './sas-routes.ts';
import { secondFactorRoutes } from './second-factor-routes.tsx';
import { staySignedInRoutes } from './stay-signed-in-routes.tsx';

export interface SignInOptions {
  context: IdpContext;
  resume: Resume;
}

/** The steps that follow the first page, which `beginSignIn` shows. */
export async function signIn(
  app: FastifyInstance,
  { context, resume }: SignInOptions,
): Promise<void> {
  const serve = serveVisits(context);
  const finish = finishSignIn(resume);
  loginRoutes(app, serve, finish);
  passwordlessRoutes(app, serve, finish);
  changePasswordRoutes(app, serve, finish);
  registrationRoutes(app, serve, finish);
  phoneSignInRoutes(app, serve, finish);
  secondFactorRoutes(app, serve, finish);
  staySignedInRoutes(app, serve, finish);
  await app.register(async (clients) => {
    readJsonBodies(clients);
    credentialTypeRoute(clients, serve);
    passkeyOptionsRoute(clients, serve);
    sasRoutes(clients, serve);
    phoneSignInStateRoute(clients, serve);
  });
  app.get('/sign-in-help', (_request, reply) => reply.page(<HelpPage />));
}

/** The footer links of the sign-in pages lead here. */
function HelpPage() {
  return (
    <Page title="Help with signing in" site="idp" siteName={siteName}>
      <h1>Help with signing in</h1>
      <Card title="Password" id="password">
        <p>
          These are test accounts. The lab prints their names and passwords when it starts. There is
          no reset by e-mail.
        </p>
      </Card>
      <Card title="Second factor" id="second-factor">
        <p>
          A policy of this tenant requires more than a password. The page that follows registers an
          authenticator app; the lab home shows its code, so no phone is needed.
        </p>
      </Card>
      <Card title="Terms of use" id="terms">
        <p>This is a mock for testing single sign-on. Never type a real password here.</p>
      </Card>
      <Card title="Privacy and cookies" id="privacy">
        <p>
          Cookies tie a sign-in to this browser (esctx) and remember that you are signed in
          (ESTSAUTH, ESTSAUTHPERSISTENT, ESTSAUTHLIGHT, kmsi), or were (accountTiles). Nothing
          leaves this machine.
        </p>
      </Card>
    </Page>
  );
}
