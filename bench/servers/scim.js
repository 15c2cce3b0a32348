/** A SCIM server in memory that costs little: users by userName, POST, GET with a filter, PATCH of single values. */
import { createServer } from 'node:http';
import { announce } from './announce.js';

const users = new Map();
const ids = new Map();

const send = (response, status, body) =>
  response
    .writeHead(status, { 'Content-Type': 'application/scim+json' })
    .end(body === undefined ? '' : JSON.stringify(body));

/** Puts a user in place that was there before, so that a measurement need not create it. */
const standIn = (id) => ({ id, userName: `${id}@contoso.com`, active: true });

function answer(request, response, body) {
  const url = new URL(request.url, 'http://localhost');
  const id = url.pathname.split('/')[4];
  if (request.method === 'POST') {
    const user = { ...JSON.parse(body), id: `made-${users.size + 1}` };
    users.set(user.id, user);
    ids.set(user.userName.toLowerCase(), user.id);
    return send(response, 201, user);
  }
  if (id === undefined) {
    const [, name = ''] = /eq "(.*)"/.exec(url.searchParams.get('filter') ?? '') ?? [];
    const user = users.get(ids.get(name.toLowerCase()));
    return send(response, 200, { totalResults: user ? 1 : 0, Resources: user ? [user] : [] });
  }
  if (request.method === 'PATCH') return send(response, 204);
  return send(response, 200, users.get(id) ?? standIn(id));
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => answer(request, response, body));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => announce(server));
