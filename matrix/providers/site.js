/**
 * What the service providers have in common: express, a session, one user directory. Each library brings its own metadata, login
 * and assertion consumer service. The addresses are `/metadata`, `/login`, `/acs`, and `/me`, which tells who is signed in.
 */
import { randomUUID } from 'node:crypto';
import express from 'express';
import session from 'express-session';

/** The settings that the matrix hands over, on one line of stdin: `{ idp, key }` as `settings.ts` has it. */
const given = await firstLine(process.stdin);

/** Whom the application knows; a NameID that is not one of them signs nobody in, whatever the library says. */
const users = ['B.Simon@contoso.com', 'hostile@example.test'];

/** The application's own look-up, by the NameID that the library read. */
export const findUser = (nameId) =>
  users.find((user) => user.toLowerCase() === String(nameId).toLowerCase());

/** A site on a free port: `{ app, url, idp, key }`; `app` already knows sessions. */
export async function openSite() {
  const app = express();
  const server = app.listen(0, 'localhost');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://localhost:${server.address().port}`;
  app.use(session({ secret: randomUUID(), resave: false, saveUninitialized: false }));
  return { app, url, ...given };
}

/** A session of its own for whoever signs in (express-session, "User login"). */
export function signIn(request, response, next, nameId) {
  const user = findUser(nameId);
  if (!user) return response.status(403).send('<title>Unknown user</title>');
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.user = user;
    request.session.save((failed) => (failed ? next(failed) : response.redirect('/')));
  });
}

/** Adds what is left, and says on stdout where the site is. It ends with the process that started it. */
export function announce({ app, url }, userOf = (request) => request.session.user, addresses = {}) {
  app.get('/', (request, response) => {
    response.send(`<title>${userOf(request) ? 'Welcome' : 'Hello'}</title>`);
  });
  app.get('/me', (request, response) => {
    const user = userOf(request);
    response.status(user ? 200 : 401).json(user ? { user } : {});
  });
  // A library says no by an error; express would answer it with 500. What it says is nobody's business but the log's.
  app.use((_error, _request, response, _next) => {
    response.status(403).send('<title>Refused</title>');
  });
  // An exception that nobody can catch would end the application. Here the request stays without an answer, and the rest is checked.
  process.on('uncaughtException', (error) => console.error(error));
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
