import { randomBytes } from 'node:crypto';
import { Strategy } from '@node-saml/passport-saml';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import { configuredIdentityProvider, readIdentityProvider } from './identity-provider.js';

const port = Number(process.env.PORT ?? 3000);
const url = `http://localhost:${port}`;
const entityId = `${url}/saml/metadata`;

/** From now on the application trusts this identity provider. */
function trust(identityProvider) {
  const findUser = (profile, done) => done(null, { name: profile.nameID });
  const strategy = new Strategy(
    {
      ...identityProvider,
      issuer: entityId,
      audience: entityId,
      callbackUrl: `${url}/saml/acs`,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false, // Entra signs the assertion, unless it is told otherwise
      validateInResponseTo: 'always',
      acceptedClockSkewMs: 3 * 60_000,
      disableRequestedAuthnContext: true, // it keeps out who signs in without a password (AADSTS75011)
    },
    findUser,
    findUser,
  );
  passport.use('saml', strategy);
  return strategy;
}

let strategy = trust(configuredIdentityProvider());
passport.serializeUser((user, done) => done(null, user));
passport.deserializeUser((user, done) => done(null, user));

const app = express();
app.use(
  session({
    secret: process.env.SESSION_SECRET ?? randomBytes(32).toString('hex'),
    cookie: { httpOnly: true, sameSite: 'lax' },
    resave: false,
    saveUninitialized: false,
  }),
);
app.use(passport.session());

app.get('/saml/metadata', (_request, response) => {
  response
    .type('application/samlmetadata+xml')
    .send(strategy.generateServiceProviderMetadata(null));
});
app.get('/login', passport.authenticate('saml'));
app.post(
  '/saml/acs',
  express.urlencoded({ extended: false }),
  passport.authenticate('saml'),
  (_request, response) => response.redirect('/'),
);
app.get('/api/me', (request, response) => {
  response.status(request.user ? 200 : 401).json({ user: request.user?.name ?? null });
});
app.get('/', (request, response) => {
  response.send(request.user ? '<h1>Welcome</h1>' : '<a href="/login">Sign in</a>');
});

// Only while the tests run: a test says whom to trust.
if (process.env.NODE_ENV === 'test')
  app.post('/test/trust', express.json(), async (request, response) => {
    const metadata = await fetch(request.body.metadataUrl);
    strategy = trust(readIdentityProvider(await metadata.text()));
    response.end();
  });

// passport-saml refuses a response with an error.
app.use((error, _request, response, _next) => {
  response.status(403).type('text/plain').send(`Refused: ${error.message}`);
});

app.listen(port, 'localhost', () => console.log(`The application is at ${url}`));
