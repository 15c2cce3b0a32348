import { describe, expect, test } from 'vitest';
import { element } from '../../saml/canonical-writer.ts';
import { ns } from '../../saml/names.ts';
import { minutes } from '../testing/answers.ts';
import { byPost, byRedirect, type Delivery, type LogoutParts } from '../testing/logout-messages.ts';
import { idpEntityId } from '../testing/sp-under-test.ts';
import { accept, path, singleLogoutForEachTest } from './testing/single-logout.ts';

const slo = singleLogoutForEachTest();

type By = 'Redirect' | 'POST';

interface Refused {
  check: string;
  because: string;
  parts?: LogoutParts;
  delivery?: Partial<Delivery>;
  /** Part of what the refusal says it found, for either binding. */
  found: string | Record<By, string>;
}

const refused: Refused[] = [
  {
    check: 'signature_present',
    because: 'unsigned',
    found: { Redirect: 'no Signature', POST: 'not signed' },
    delivery: { key: undefined },
  },
  {
    check: 'signature_algorithm',
    because: 'SHA-1',
    found: 'sha1',
    delivery: { digest: 'sha1' },
  },
  {
    check: 'schema',
    because: 'an element too many',
    found: 'Extra',
    parts: { extraChild: element('samlp:Extra') },
  },
  { check: 'version', because: 'Version 1.1', parts: { version: '1.1' }, found: '1.1' },
  {
    check: 'issue_instant',
    because: 'in the future',
    found: 'ahead',
    parts: { issueInstant: minutes(10) },
  },
  {
    check: 'issue_instant',
    because: 'kept for hours',
    found: 'ago',
    parts: { issueInstant: minutes(-124), notOnOrAfter: null },
  },
  {
    check: 'issuer',
    because: 'another provider',
    found: 'other',
    parts: { issuer: 'https://other.example.test/' },
  },
  { check: 'issuer', because: 'no Issuer', parts: { issuer: null }, found: 'nothing' },
  {
    check: 'issuer',
    because: 'the name that only responses have',
    found: 'login.',
    parts: { issuer: idpEntityId.replace('sts.windows.net', 'login.microsoftonline.com') },
  },
  {
    check: 'destination',
    because: 'sent to the wrong address',
    found: 'other',
    parts: { destination: 'https://other.example.test/logout' },
  },
  {
    check: 'destination',
    because: 'sent to no address',
    found: 'no Destination',
    parts: { destination: null },
  },
  {
    check: 'not_on_or_after',
    because: 'expired',
    found: 'ago',
    parts: { notOnOrAfter: minutes(-3) },
  },
  {
    check: 'not_on_or_after',
    because: 'expiring before it was issued, within the skew',
    found: '2 min ago',
    parts: { notOnOrAfter: minutes(-2) },
  },
  {
    check: 'not_on_or_after',
    because: 'expiring at no instant',
    found: '2026-01-31T09:00:00',
    parts: { notOnOrAfter: '2026-01-31T09:00:00' }, // no zone
  },
  { check: 'name_id', because: 'an empty name', parts: { nameId: '' }, found: '""' },
];

describe('is refused and keeps the session; the same message without the fault ends it', () => {
  test.each(
    refused.flatMap((each) =>
      (['Redirect', 'POST'] as const).map((by): [string, string, By, Refused] => [
        each.check,
        each.because,
        by,
        each,
      ]),
    ),
  )('%s: %s, by %s', async (check, _, by, { parts, delivery, found }) => {
    const send = by === 'POST' ? slo.post : slo.redirect;
    const answer = await send(parts, delivery);
    expect(answer.json()).toMatchObject({ check, title: 'Sign-out refused' });
    expect(answer.json().found).toContain(typeof found === 'string' ? found : found[by]);
    expect([400, 403]).toContain(answer.statusCode);
    expect(await slo.person.whoami()).toBe(200);
    expect((await send()).statusCode).toBe(303);
    expect(await slo.person.whoami()).toBe(401);
  });

  test('replay: the same request twice, at once and later', async () => {
    const again = byRedirect(slo.honest({ sessionIndexes: [] }), { key: slo.key });
    const { person: other } = await slo.signIn();
    const answers = await Promise.all([slo.person.get(again, accept), other.get(again, accept)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 403]);
    const { person: later } = await slo.signIn();
    const replayed = await later.get(again, accept);
    expect(replayed.json().check).toBe('replay');
    expect(await later.whoami()).toBe(200);
  });

  test('size: too large once it is canonicalised', async () => {
    const form = await byPost(slo.honest(), { key: slo.key });
    const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString();
    const grown = (length: number) =>
      Buffer.from(
        xml.replace(
          '</Signature>',
          `$&<samlp:Extensions xmlns:a="urn:${'x'.repeat(length)}">${'<a:x/>'.repeat(10_000)}</samlp:Extensions>`,
        ),
      ).toString('base64');
    expect((await slo.person.post(path, { SAMLRequest: grown(1) }, accept)).json().check).toBe(
      'signature',
    );
    expect((await slo.person.post(path, { SAMLRequest: grown(500) }, accept)).json().check).toBe(
      'size',
    );
    expect((await slo.person.post(path, form, accept)).statusCode).toBe(303);
  });

  test('name_id: only an encrypted NameID', async () => {
    const encryptedId = element(
      'EncryptedID',
      { xmlns: ns.assertion },
      element(
        'EncryptedData',
        { xmlns: ns.xenc },
        element('CipherData', {}, element('CipherValue', {}, 'AAAA')),
      ),
    );
    const answer = await slo.redirect({ nameId: null, extraChild: encryptedId });
    expect(answer.json()).toMatchObject({ check: 'name_id', found: 'nothing' });
    expect(await slo.person.whoami()).toBe(200);
    expect((await slo.redirect()).statusCode).toBe(303);
  });
});
