import { describe, expect, it } from 'vitest';
import { openResponse } from '../saml/response.ts';
import { withAssertion, withConditions, withResponse } from './change-spec.ts';
import { asHostile, honestSpec } from './honest.ts';
import { renderResponse } from './render.ts';
import { idpEntityId, now, seededIds, sp, testCast, testSpec } from './testing/cast.ts';

const { cast } = await testCast();

describe('the valid response', () => {
  it("has Entra's shape on the wire (entra-saml.md 2.1)", () => {
    const spec = testSpec(cast);
    const { response, assertion } = spec;
    expect(
      renderResponse(spec).replace(/<AttributeStatement>.*<\/AttributeStatement>/, '[claims]'),
    ).toBe(
      `<samlp:Response ID="${response.id}" Version="2.0" IssueInstant="2026-01-31T08:00:00.000Z" Destination="http://sp.test/saml/contoso/assert" InResponseTo="_request-1" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">` +
        `<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${idpEntityId}</Issuer>` +
        '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>' +
        `<Assertion ID="${assertion.id}" IssueInstant="2026-01-31T08:00:00.000Z" Version="2.0" xmlns="urn:oasis:names:tc:SAML:2.0:assertion">` +
        `<Issuer>${idpEntityId}</Issuer>` +
        '<Subject><NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">B.Simon@contoso.com</NameID>' +
        '<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData InResponseTo="_request-1" NotOnOrAfter="2026-01-31T09:00:00.000Z" Recipient="http://sp.test/saml/contoso/assert"/></SubjectConfirmation></Subject>' +
        '<Conditions NotBefore="2026-01-31T07:55:00.000Z" NotOnOrAfter="2026-01-31T09:00:00.000Z"><AudienceRestriction><Audience>http://sp.test/saml/contoso/metadata</Audience></AudienceRestriction></Conditions>' +
        '[claims]' +
        `<AuthnStatement AuthnInstant="2026-01-31T08:00:00.000Z" SessionIndex="${assertion.id}"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement>` +
        '</Assertion></samlp:Response>',
    );
  });

  it('satisfies the schema, even without a request', () => {
    const unsolicited = honestSpec({
      cast,
      idpEntityId,
      sp,
      now,
      inResponseTo: undefined,
      relayState: undefined,
      identity: { nameId: 'a&b@example.test' },
      newId: seededIds('unsolicited'),
    });
    using response = openResponse(Buffer.from(renderResponse(unsolicited)));
    expect(response.schemaErrors).toEqual([]);
    expect(renderResponse(unsolicited)).not.toContain('InResponseTo');
    expect(renderResponse(unsolicited)).toContain('>a&amp;b@example.test</NameID>');
  });

  it('has the nine default claims, without those that have no value, and further claims', () => {
    const { attributes } = testSpec(cast).assertion;
    expect(attributes.match(/<Attribute /g)).toHaveLength(9);
    const { assertion } = honestSpec({
      cast,
      sp,
      now,
      inResponseTo: undefined,
      relayState: undefined,
      idpEntityId: 'https://idp.example.test/',
      identity: { nameId: 'a', claims: [{ name: 'team', values: ['x', 'y'] }] },
      newId: seededIds('claims'),
    });
    expect(assertion.attributes).not.toContain('tenantid');
    expect(assertion.attributes).toContain(
      '<Attribute Name="team"><AttributeValue>x</AttributeValue><AttributeValue>y</AttributeValue></Attribute>',
    );
  });

  it('is the same for the same seed', () => {
    const sent = renderResponse(testSpec(cast));
    expect(renderResponse(testSpec(cast))).toBe(sent);
    expect(renderResponse(testSpec(cast, { seed: 'other' }))).not.toBe(sent);
  });
});

it('has a hostile copy with another ID, for the attacker alone', () => {
  const spec = testSpec(cast);
  const hostile = asHostile(spec);
  expect(hostile.assertion.id).not.toBe(spec.assertion.id);
  expect(hostile.response.id).toBe(spec.response.id);
  expect(renderResponse(hostile)).not.toContain(spec.assertion.nameIdValue);
  expect(renderResponse(hostile).match(/hostile@example\.test/g)).toHaveLength(3);
});

it('keeps everything else when one field changes', () => {
  const spec = testSpec(cast);
  const changed = withConditions(
    withAssertion(withResponse(spec, { destination: undefined }), { version: '1.1' }),
    { notBefore: undefined },
  );
  expect(renderResponse(changed)).toBe(
    renderResponse(spec)
      .replace(/ Destination="[^"]*"/, '')
      .replace(/(<Assertion [^>]*Version=")2\.0/, '$11.1')
      .replace(/ NotBefore="[^"]*"/, ''),
  );
});
