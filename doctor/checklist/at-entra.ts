import {
  type ClaimsConfiguration,
  type ConfiguredClaim,
  conditionalInWords,
  defaultConfiguration,
  nameIdFormats,
  signingAlgorithms,
  signingOptions,
  wireName,
} from '../../idp/index.ts';
import type { GoLive } from '../go-live.ts';
import type { LabApplication } from '../lab-application.ts';
import { isLocalAddress } from '../local-address.ts';
import type { ChecklistItem } from './checklist-item.ts';

const item = (
  where: string,
  id: string,
  field: string,
  more: Pick<ChecklistItem, 'value' | 'note'> = {},
): ChecklistItem => ({ id, at: 'Entra', where, field, ...more });

/** What to enter at the tenant, in the order of its pages. */
export function checklistAtEntra({ app, tenant }: GoLive): ChecklistItem[] {
  return [
    item(
      `https://${tenant.adminCenter}, Enterprise apps > New application`,
      'new-application',
      app.fromGallery ? 'Browse Microsoft Entra Gallery' : 'Create your own application',
      { value: app.displayName },
    ),
    item('Single sign-on', 'choose-saml', 'SAML', {
      note: 'Choose it first: a tenant may refuse an Identifier without a verified domain for applications that do not use SAML.',
    }),
    ...basicItems(app),
    ...claimItems(app),
    ...certificateItems(app),
    item('Users and groups', 'assign', 'Add user/group', {
      note: app.assignmentRequired
        ? 'Assignment is required: a person who is not assigned, directly or as a direct member of a group, gets AADSTS50105.'
        : 'Assignment is not required here. Set Assignment required? to No under Properties if that shall be so at the tenant; tiles in My Apps need an assignment anyway.',
    }),
  ];
}

function basicItems({ basic }: LabApplication): ChecklistItem[] {
  const where = 'Single sign-on > Basic SAML Configuration';
  const address = (id: string, field: string, value: string) =>
    item(where, id, field, {
      value,
      ...(isLocalAddress(value) && {
        note: 'This address is of this machine: enter the public one.',
      }),
    });
  const indexOf = (uri: string) =>
    basic.redirectUriSettings.find((each) => each.uri === uri)?.index;
  return [
    ...basic.identifierUris.map((value) => address('identifier', 'Identifier (Entity ID)', value)),
    ...basic.replyUrls.map((value) => {
      const index = indexOf(value);
      const reply = address('reply-url', 'Reply URL (Assertion Consumer Service URL)', value);
      return index === undefined ? reply : { ...reply, field: `${reply.field}, index ${index}` };
    }),
    ...(basic.signOnUrl === '' ? [] : [address('sign-on-url', 'Sign on URL', basic.signOnUrl)]),
    ...(basic.relayState === ''
      ? []
      : [item(where, 'relay-state', 'Relay State', { value: basic.relayState })]),
    ...(basic.logoutUrl === '' ? [] : [address('logout-url', 'Logout Url', basic.logoutUrl)]),
  ];
}

/** What differs from the claims that a new application has. */
function claimItems({ claims, nameIdFormat }: LabApplication): ChecklistItem[] {
  const where = 'Single sign-on > Attributes & Claims';
  const nameId = conditionalInWords(nameIdSourceOf(claims));
  const isUsual =
    nameId === conditionalInWords(nameIdSourceOf(defaultConfiguration)) &&
    nameIdFormat === undefined;
  const format = nameIdFormats[nameIdFormat ?? ''] ?? nameIdFormat;
  return [
    ...(isUsual
      ? []
      : [
          item(where, 'name-id', 'Unique User Identifier (Name ID)', {
            value: nameId,
            note: `Choose name identifier format: ${format}.`,
          }),
        ]),
    ...notIn(claims, defaultConfiguration).map((claim) =>
      item(where, 'claim', `Add new claim: ${wireName(claim)}`, {
        value: conditionalInWords(claim),
      }),
    ),
    ...notIn(defaultConfiguration, claims).map((claim) =>
      item(where, 'claim-removed', `Delete or change: ${wireName(claim)}`, {
        note: 'A new application has this claim, and the application of the lab has not, or has another source for it.',
      }),
    ),
  ];
}

const nameIdSourceOf = ({ nameIdSource, nameIdConditions }: ClaimsConfiguration) => ({
  source: nameIdSource,
  conditions: nameIdConditions,
});

const notIn = (of: ClaimsConfiguration, other: ClaimsConfiguration): ConfiguredClaim[] =>
  of.claims.filter(
    (claim) =>
      !other.claims.some(
        (each) =>
          wireName(each) === wireName(claim) &&
          conditionalInWords(each) === conditionalInWords(claim),
      ),
  );

function certificateItems({ signingOption, signingAlgorithm }: LabApplication): ChecklistItem[] {
  const where = 'Single sign-on > SAML Certificates';
  const option = Object.entries(signingOptions).find(([key]) => key === signingOption)?.[1];
  const algorithm = Object.entries(signingAlgorithms).find(
    ([key]) => key === signingAlgorithm,
  )?.[1];
  return [
    ...(signingOption === 'assertion' || option === undefined
      ? []
      : [item(where, 'signing-option', 'Signing Option', { value: option })]),
    ...(signingAlgorithm === 'sha256' || algorithm === undefined
      ? []
      : [item(where, 'signing-algorithm', 'Signing Algorithm', { value: algorithm })]),
    item(where, 'notification', 'Notification Email', {
      note: 'Entra writes there 60, 30 and 7 days before the certificate expires.',
    }),
  ];
}
