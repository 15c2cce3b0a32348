import { describe, expect, it } from 'vitest';
import {
  attributeXml,
  audienceRestrictionXml,
  authnStatementXml,
  confirmationXml,
  issuerXml,
  nameIdXml,
  statusXml,
} from './saml-elements.ts';

describe('the parts of a Response', () => {
  it('escape values', () => {
    expect(issuerXml('a&<b>')).toBe('<Issuer>a&amp;&lt;b&gt;</Issuer>');
    expect(nameIdXml('a', { Format: '"' })).toBe('<NameID Format="&quot;">a</NameID>');
    expect(audienceRestrictionXml('a&b', 'c')).toBe(
      '<AudienceRestriction><Audience>a&amp;b</Audience><Audience>c</Audience></AudienceRestriction>',
    );
    expect(attributeXml('n"', '<')).toBe(
      '<Attribute Name="n&quot;"><AttributeValue>&lt;</AttributeValue></Attribute>',
    );
  });

  it('omit what is not given', () => {
    expect(confirmationXml({ Recipient: 'r' }, null)).toBe(
      '<SubjectConfirmation><SubjectConfirmationData Recipient="r"/></SubjectConfirmation>',
    );
    expect(confirmationXml({})).toContain(
      '<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    );
    expect(authnStatementXml({ authnInstant: 'i' })).toMatch(
      /^<AuthnStatement AuthnInstant="i"><AuthnContext>/,
    );
  });

  it('nest the second-level status code', () => {
    expect(statusXml('top', { subcode: 'second', message: 'a<b' })).toBe(
      '<samlp:Status><samlp:StatusCode Value="top"><samlp:StatusCode Value="second"/></samlp:StatusCode><samlp:StatusMessage>a&lt;b</samlp:StatusMessage></samlp:Status>',
    );
  });
});
