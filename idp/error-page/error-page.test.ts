import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Contoso, contoso, tenantId } from '../testing/contoso.ts';

let lab: Contoso;
beforeAll(async () => {
  lab = await contoso();
});
afterAll(() => lab.idp.close());

const refuse = (accept: string) =>
  lab.idp.app.inject({ url: `/${tenantId}/saml2`, headers: { accept } });

test('a browser gets the sentence, the message, and the details in Entra’s order (entra-saml.md 9.3)', async () => {
  const { body, headers, statusCode } = await refuse('text/html');
  expect(statusCode).toBe(400);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  const id = headers['x-ms-request-id'];
  const text = body.replace(/<[^>]+>/g, '\n').replace(/\s*\n\s*/g, '\n');
  const details = text.slice(text.indexOf('Troubleshooting details'));
  const order = ['Request Id', String(id), 'Correlation Id', 'Timestamp', '2026-03-01T08:00:00Z'];
  expect(order.map((part) => details.indexOf(part))).toEqual(
    order.map((part) => details.indexOf(part)).toSorted((a, b) => a - b),
  );
  expect(details.indexOf('Request Id')).toBeGreaterThan(0);
  expect(text).toContain("Sorry, but we're having trouble signing you in.");
  expect(
    text.split('SAMLRequest or SAMLResponse must be present as query string parameters'),
  ).toHaveLength(2); // once
});

test('a program gets a problem document with the code', async () => {
  const answer = await refuse('application/json');
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.json()).toMatchObject({
    type: 'https://login.microsoftonline.com/error?code=750054',
    status: 400,
    code: 'AADSTS750054',
    error_codes: [750054],
    detail: expect.stringMatching(/^AADSTS750054: /),
    requestId: answer.headers['x-ms-request-id'],
    timestamp: '2026-03-01T08:00:00Z',
  });
});

test('an unknown address gets a 404 page of this site', async () => {
  const answer = await lab.idp.app.inject('/nothing/here');
  expect(answer.statusCode).toBe(404);
  expect(answer.body).not.toContain('AADSTS');
});

test('start page and health', async () => {
  expect((await lab.idp.app.inject('/')).body).toContain('href="/my-apps"');
  const health = await lab.idp.app.inject('/healthz');
  expect(health.statusCode).toBe(200);
  expect(health.json()).toEqual({ status: 'ok' });
});
