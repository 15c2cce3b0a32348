/** Played runs judge service providers that behave in the way that each run must find. */
import { describe, expect, test } from 'vitest';
import type { CatalogueCase } from '../case.ts';
import { NotPlayable } from '../stage.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { xmlEncodingMismatch } from './character-encoding.ts';
import { xmlCommentNameId } from './comments.ts';
import { xmlEntityInNameId } from './doctype.ts';
import { xmlExternalEntity } from './external-entity.ts';
import { xmlPiNameId } from './processing-instruction.ts';
import { type Scripted, scripted } from './testing/stages.ts';
import { xmlDeflateBomb } from './transport.ts';

const { cast } = await testCast();

async function played({ runs }: CatalogueCase, index: number, script: Scripted) {
  return (await observed({ runs }, index, script)).outcome;
}

async function observed({ runs }: Pick<CatalogueCase, 'runs'>, index: number, script: Scripted) {
  const run = runs[index];
  if (!run?.play) throw new Error('There is no such played run.');
  return run.play(scripted(testSpec(cast), script));
}

describe('a name in pieces', () => {
  test.each([
    ['no session', undefined, 'none'],
    ['the whole name', '{"nameId":"B.Simon@contoso.com.example.test"}', 'session'],
    ['the whole name in lower case', '{"nameId":"b.simon@contoso.com.example.test"}', 'session'],
    ['the part before the comment', '{"nameId":"B.Simon@contoso.com"}', 'hostile'],
    ['the part after it', '{"nameId":".example.test"}', 'hostile'],
    ['the marker', '{"nameId":"hostile@example.test"}', 'hostile'],
  ])('%s', async (_, whoami, outcome) => {
    const script = whoami === undefined ? {} : { whoami };
    expect(await played(xmlCommentNameId, 0, script)).toBe(outcome);
  });

  test.each([
    ['as signed', 'jörg.B.Simon@contoso.com', 'session'],
    ['as signed, escaped in JSON', 'j\\u00f6rg.B.Simon@contoso.com', 'session'],
    ['as signed, escaped in HTML', 'j&#xF6;rg.B.Simon@contoso.com', 'session'],
    ['as signed, escaped in HTML by decimals', 'j&#246;rg.B.Simon@contoso.com', 'session'],
    ['decoded twice', 'jÃ¶rg.B.Simon@contoso.com', 'hostile'],
  ])('judges other characters %s', async (_, whoami, outcome) => {
    expect(await played(xmlEncodingMismatch, 0, { whoami })).toBe(outcome);
  });
});

describe('external entities', () => {
  test.each([0, 1, 2])('run %i: finds a request to the listener', async (index) => {
    expect(await played(xmlExternalEntity, index, { hits: 0 })).toBe('none');
    expect(await played(xmlExternalEntity, index, { hits: 1 })).toBe('harm');
  });

  test('a DOCTYPE that is accepted is milder when nothing was fetched or shown', async () => {
    const whoami = '{"nameId":"B.Simon@contoso.com"}';
    const refuses = (xml: string) => /<!DOCTYPE samlp:Response>/.test(xml);
    const quiet = await observed(xmlExternalEntity, 1, { whoami, hits: 0, refuses });
    expect(quiet).toMatchObject({ outcome: 'session', milder: { severity: 'med' } });
    expect(quiet.note).toContain('Nothing fetched it');
    expect(await observed(xmlExternalEntity, 1, { whoami, hits: 1 })).not.toHaveProperty('milder');
    const unread = await observed(xmlExternalEntity, 3, { whoami, refuses });
    expect(unread).toMatchObject({ outcome: 'session', milder: { severity: 'med' } });
    expect(unread.milder?.reason).toContain('no file was read');
  });

  test('a file that decides whether the message is accepted was read', async () => {
    const whoami = '{"nameId":"B.Simon@contoso.com"}';
    const refuses = (xml: string) => xml.includes('file:///bin/sh');
    const unseen = await observed(xmlExternalEntity, 3, { whoami, refuses });
    expect(unseen).toMatchObject({ outcome: 'session', milder: { severity: 'high' } });
    expect(unseen.milder?.reason).toContain('The server reads files');
  });

  test('finds a file in the response', async () => {
    const body = '<p>Status: root:x:0:0:root:/root:/bin/bash</p>';
    expect(await played(xmlExternalEntity, 3, { body })).toBe('harm');
    expect(await played(xmlExternalEntity, 3, { body: '<p>Refused</p>' })).toBe('none');
  });
});

test('a DOCTYPE that is accepted in general is the finding of xml-doctype', async () => {
  const whoami = '{"nameId":"B.Simon@contoso.com"}';
  for (const index of [0, 1, 2, 3])
    await expect(observed(xmlExternalEntity, index, { whoami })).rejects.toMatchObject({
      of: 'xml-doctype',
    });
});

describe('an instruction in NameID', () => {
  const refuses = (xml: string) => !xml.includes('<?samlab');

  test.each([
    ['the whole name', '{"nameId":"B.Simon@contoso.com.example.test"}', 'session', 'low'],
    ['the part before it', '{"nameId":"B.Simon@contoso.com"}', 'hostile', 'low'],
  ])('%s', async (_, whoami, outcome, severity) => {
    const seen = await observed(xmlPiNameId, 0, { whoami, refuses });
    expect(seen).toMatchObject({ outcome, milder: { severity } }); // milder counts for a session only
  });
});

describe('an entity in NameID', () => {
  test.each([
    ['the whole name', '{"nameId":"B.Simon@contoso.com.example.test"}', 'session'],
    ['the part before it', '{"nameId":"B.Simon@contoso.com"}', 'hostile'],
  ])('%s', async (_, whoami, outcome) => {
    expect(await played(xmlEntityInNameId, 1, { whoami })).toBe(outcome);
  });
});

test('skips the bomb for the logout service if there is none for Redirect', async () => {
  await expect(played(xmlDeflateBomb, 2, {})).rejects.toThrow(NotPlayable);
});
