/** Names that verify as a whole and begin with another name, which a careless reader takes instead. */
import { describe, expect, test } from 'vitest';
import { ns } from '../../saml/names.ts';
import { all, only, parse } from '../xsw/testing/dom.ts';
import { xmlCdataNameId } from './cdata.ts';
import { xmlCommentAttribute, xmlCommentNameId } from './comments.ts';
import { xmlPiNameId } from './processing-instruction.ts';
import { honestName, longerName, textOf, verified } from './testing/sent-messages.ts';

const firstTextNode = (xml: string, name: string, nth = 0): string | null | undefined =>
  only(all(parse(xml), ns.assertion, name).slice(nth)).firstChild?.nodeValue;

describe('names in pieces', () => {
  test.each([
    { one: xmlCommentNameId, index: 0 },
    { one: xmlPiNameId, index: 1 },
    { one: xmlCdataNameId, index: 0 },
    { one: xmlCdataNameId, index: 1 },
  ])(
    "$one.id, run $index: verifies as the longer name, and begins with the test user's",
    async ({ one, index }) => {
      const xml = await textOf(one, index);
      expect(verified(xml).nameID?.value).toBe(longerName);
      expect(firstTextNode(xml, 'NameID')).toBe(honestName);
    },
  );

  test.each([
    { one: xmlCommentNameId, index: 1 },
    { one: xmlCdataNameId, index: 2 },
  ])(
    "$one.id, run $index: verifies as the test user's name, and begins with part of it",
    async ({ one, index }) => {
      const xml = await textOf(one, index);
      expect(verified(xml).nameID?.value).toBe(honestName);
      expect(firstTextNode(xml, 'NameID')).toBe('B.S');
    },
  );

  test('xml-pi-nameid, run 0: the digest is valid only without the instruction', async () => {
    const xml = await textOf(xmlPiNameId);
    expect(() => verified(xml)).toThrow(expect.objectContaining({ code: 'signature_invalid' }));
    expect(verified(xml.replace(/<\?.*\?>/, '')).nameID?.value).toBe(longerName);
    expect(firstTextNode(xml, 'NameID')).toBe(honestName);
  });

  test('xml-comment-attribute: each value is wrong as a whole and right when truncated', async () => {
    const [attribute, audience, issuer] = await Promise.all(
      xmlCommentAttribute.runs.map((_, index) => textOf(xmlCommentAttribute, index)),
    );
    const { attributes } = verified(attribute ?? '');
    const cut = attributes.flatMap(({ values }) => values).filter((v) => v === longerName);
    expect(cut).toHaveLength(2);
    expect(attribute?.split('>B.Simon@contoso.com<!-- -->.example.test<')).toHaveLength(3);
    const entityId = 'http://sp.test/saml/contoso/metadata';
    expect(verified(audience ?? '').conditions?.audienceRestrictions).toEqual([
      [`${entityId}.example.test`],
    ]);
    expect(firstTextNode(audience ?? '', 'Audience')).toBe(entityId);
    const idpEntityId = 'https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/';
    expect(verified(issuer ?? '').issuer).toBe(`${idpEntityId}.example.test`);
    expect(firstTextNode(issuer ?? '', 'Issuer', 1)).toBe(idpEntityId);
  });
});
