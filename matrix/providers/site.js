/**
 * What the service providers share: express, sessions, users. Each library adds metadata, login and assertion consumer service. The paths
 * are `/metadata`, `/login`, `/acs`, and `/me`, which shows who is signed in.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import express from 'express';
import session from 'express-session';

/** The settings from the matrix, on one line of stdin: `{ idp, key, port }`, as `Settings` in `service-provider.ts`. */
const given = await firstLine(process.stdin);

/** The users of the application; any other NameID is refused, even if the library accepts it. */
const users = ['B.Simon@contoso.com', 'hostile@example.test'];

/** Finds a user by the NameID from the library; the log has the name of one who does not exist. */
export function findUser(nameId) {
  const found = users.find((user) => user.toLowerCase() === String(nameId).toLowerCase());
  if (!found) console.error(`There is no user ${nameId}.`);
  return found;
}

/** Opens a site on a free port: `{ app, url, idp, key }`; `app` already has sessions. */
export async function openSite() {
  const app = express();
  const server = app.listen(given.port ?? 0, 'localhost');
  await once(server, 'listening'); // throws when the port is taken
  const url = `http://localhost:${server.address().port}`;
  app.use(session({ secret: randomUUID(), resave: false, saveUninitialized: false }));
  return { app, url, ...given };
}

/** Signs a user in with a new session (express-session, "User login"). */
export function signIn(request, response, next, nameId) {
  const user = findUser(nameId);
  if (!user) return response.status(403).send('<title>Unknown user</title>');
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.user = user;
    request.session.save((failed) => (failed ? next(failed) : response.redirect('/')));
  });
}

/** Adds the other pages and prints the URL of the site on stdout. The site ends with the process that started it. */
export function announce({ app, url }, userOf = (request) => request.session.user, addresses = {}) {
  app.get('/', (request, response) => {
    response.send(`<title>${userOf(request) ? 'Welcome' : 'Hello'}</title>`);
  });
  app.get('/me', (request, response) => {
    const user = userOf(request);
    response.status(user ? 200 : 401).json(user ? { user } : {});
  });
  // A library refuses with an error, to which express would respond with 500; its text is only for the log.
  app.use((error, _request, response, _next) => {
    console.error(error?.stack ?? error);
    response.status(403).send('<title>Refused</title>');
  });
  console.log(JSON.stringify({ url, ...addresses }));
  process.stdin.on('end', () => process.exit());
}

async function firstLine(stream) {
  let text = '';
  stream.setEncoding('utf8');
  return new Promise((resolve) => {
    stream.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)));
    });
  });
}
