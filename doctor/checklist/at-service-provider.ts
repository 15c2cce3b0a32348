import { toPem } from '../../certs/certificate.ts';
import { libraryOptions } from '../../explain/index.ts';
import { certificateInWords } from '../certificate-words.ts';
import type { GoLive } from '../go-live.ts';
import type { ChecklistItem } from './checklist-item.ts';

/** What to enter at the service provider: the values of the tenant, its own names, then a try. */
export function checklistAtServiceProvider({ app, tenant, metadataUrl }: GoLive): ChecklistItem[] {
  const idp = 'the settings of its identity provider';
  const own = 'its own settings';
  const item = (each: Omit<ChecklistItem, 'at'>): ChecklistItem => ({
    ...each,
    at: 'service provider',
  });
  return [
    ...(metadataUrl === undefined
      ? []
      : [
          item({
            id: 'metadata-url',
            where: idp,
            field: 'App Federation Metadata Url, if it can load metadata',
            value: metadataUrl,
            note: 'It holds all that follows, and new certificates before they sign.',
          }),
        ]),
    item({
      id: 'login-url',
      where: idp,
      field: 'Login URL, or single sign-on URL',
      value: tenant.loginUrl,
      options: libraryOptions.idpLoginUrl,
    }),
    item({
      id: 'issuer',
      where: idp,
      field: 'Microsoft Entra Identifier, or issuer, or entity ID of the identity provider',
      value: tenant.entityId,
      note: 'With the slash at the end.',
      options: libraryOptions.idpEntityId,
    }),
    ...tenant.certificates.map((certificate) =>
      item({
        id: 'certificate',
        where: idp,
        field: `Certificate (Base64), thumbprint ${certificateInWords(certificate)}`,
        value: toPem(certificate).trimEnd(),
        options: libraryOptions.idpCertificate,
      }),
    ),
    ...(tenant.logoutUrl === undefined
      ? []
      : [
          item({
            id: 'idp-logout-url',
            where: idp,
            field: 'Logout URL, or single logout URL',
            value: tenant.logoutUrl,
            options: libraryOptions.idpLogoutUrl,
          }),
        ]),
    item({
      id: 'entity-id',
      where: own,
      field: 'Entity ID, the same as Identifier at Entra',
      ...valueIfAny(app.basic.identifierUris[0]),
      options: libraryOptions.entityId,
    }),
    item({
      id: 'acs-url',
      where: own,
      field: 'Assertion consumer service URL, the same as Reply URL at Entra',
      ...valueIfAny(app.basic.replyUrls[0]),
      options: libraryOptions.acsUrl,
    }),
    item({
      id: 'try',
      where: 'a try',
      field: 'Sign in from the service provider and from My Apps',
      note: 'As a person who is assigned, as a guest, and as a person without an e-mail address.',
    }),
  ];
}

const valueIfAny = (value: string | undefined) => (value === undefined ? {} : { value });
