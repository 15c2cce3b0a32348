import { describe, expect, test } from 'vitest';
import { binding, ns } from './names.ts';
import { postEndpoint, readSpDescriptor } from './sp-descriptor.ts';

const key = (use: string, value: string) =>
  `<md:KeyDescriptor${use && ` use="${use}"`}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\n${value}\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
const acs = (location: string, rest = '') =>
  `<md:AssertionConsumerService Binding="${binding.post}" Location="${location}" index="0" ${rest}/>`;
const role = (content: string) => `<md:SPSSODescriptor>${content}</md:SPSSODescriptor>`;
const entity = (content: string, entityId = 'entityID="urn:sp"') =>
  `<md:EntityDescriptor xmlns:md="${ns.metadata}" xmlns:ds="${ns.dsig}" ${entityId}>${content}</md:EntityDescriptor>`;
const read = (xml: string) => readSpDescriptor(Buffer.from(xml));

describe('the metadata of a service provider', () => {
  const whole = role(
    `${key('signing', 'S1')}${key('', 'B o\nth')}${key('encryption', 'E1')}
     <md:SingleLogoutService Binding="${binding.redirect}" Location="https://sp.test/slo" ResponseLocation="https://sp.test/slo2"/>
     <md:AssertionConsumerService Binding="${binding.artifact}" Location="https://sp.test/artifact" index="0"/>
     ${acs('https://sp.test/one')}${acs('https://sp.test/two', 'isDefault="true"')}`,
  );

  test('is read by namespace', () => {
    const found = read(entity(whole));
    expect(found).toMatchObject({
      entityId: 'urn:sp',
      singleLogout: [
        {
          binding: binding.redirect,
          location: 'https://sp.test/slo',
          responseLocation: 'https://sp.test/slo2',
        },
      ],
      encryptionCertificates: ['Both', 'E1'],
      signingCertificates: ['S1', 'Both'],
    });
    expect(postEndpoint(found)?.location).toBe('https://sp.test/two');
    const group = `<md:EntitiesDescriptor xmlns:md="${ns.metadata}">${entity(whole)}</md:EntitiesDescriptor>`;
    expect(read(group)).toEqual(found);
  });

  test('the attributes that it asks for, whatever isRequired says', () => {
    const asked = ['true', '1', 'false', 'True'].map(
      (isRequired) => `<md:RequestedAttribute Name="${isRequired}" isRequired="${isRequired}"/>`,
    );
    const service = `<md:AttributeConsumingService index="0">${asked.join('')}<md:RequestedAttribute Name="none"/></md:AttributeConsumingService>`;
    const { requestedAttributes } = read(entity(role(`${acs('https://sp.test/acs')}${service}`)));
    expect(requestedAttributes).toEqual([
      { name: 'true', isRequired: true },
      { name: '1', isRequired: true },
      { name: 'false', isRequired: false },
      { name: 'True', isRequired: false },
      { name: 'none', isRequired: false },
    ]);
  });

  test.each([
    ['no XML', 'not_xml', 'hello'],
    ['a DTD', 'doctype', `<!DOCTYPE x>${entity(whole)}`],
    ['an identity provider', 'wrong_message', entity('<md:IDPSSODescriptor/>')],
    ['two service providers', 'wrong_message', entity(whole + whole)],
    ['no entityID', 'schema', entity(whole, '')],
    ['no endpoint', 'schema', entity(role(''))],
    ['a script for an address', 'schema', entity(role(acs('javascript:alert(1)')))],
    ['another namespace', 'wrong_message', entity(whole).replaceAll(ns.metadata, 'urn:other')],
  ])('%s is refused', (_, code, xml) => {
    expect(() => read(xml)).toThrow(expect.objectContaining({ code }));
    expect(() => read(entity(whole))).not.toThrow();
  });
});
