import { at, type Confirmation, fails, passes } from './evidence.ts';

const handler = 'auth_mellon_handler.c';

export const modAuthMellon: Confirmation = {
  library: 'mod_auth_mellon',
  versions:
    'libapache2-mod-auth-mellon 0.18.1-1, liblasso3 2.8.1-1+deb12u1, apache2-bin 2.4.71-1~deb12u1',
  root: { kind: 'debian-source', folder: 'libapache2-mod-auth-mellon-0.18.1' },
  evidence: [
    fails(
      'cond-audience-missing',
      'It compares the Audience of each restriction, and asks for none.',
      at(handler, 1604, 'for (i = g_list_first(conditions->AudienceRestriction); i != NULL;'),
    ),
    fails(
      'cond-scd-recipient#1',
      'It compares Recipient only if there is one.',
      at(handler, 1509, 'if (scd->Recipient) {'),
    ),
    fails(
      'cond-scd-no-expiry',
      'It compares NotOnOrAfter of SubjectConfirmationData only if there is one.',
      at(handler, 1495, 'if (scd->NotOnOrAfter) {'),
    ),
    fails(
      'cond-method#4',
      'Without a SubjectConfirmation it has nothing to compare.',
      at(handler, 1453, '/* No SubjectConfirmation. */'),
    ),
    fails(
      'ok-skew-inside#2',
      'It allows one minute of difference between the clocks.',
      at(handler, 1597, 'if (now >= t + 60000000) {'),
      'NotOnOrAfter in Condition was in the past.',
    ),
    fails(
      'slo-wrong-sessionindex#2',
      'It takes the first session of the NameID; if the SessionIndex is that of another one, it answers with status 500 and ends none.',
      at(handler, 747, 'session = am_get_request_session_by_nameid(r,'),
      'Unknown principal on logout',
    ),
    passes(
      'cond-audience-wrong#1',
      'The Audience is not its entity ID.',
      at(handler, 1613, 'if (ar->Audience == NULL || strcmp(ar->Audience, providerID)) {'),
      'Invalid Audience in Conditions.',
    ),
    passes(
      'cond-two-restrictions',
      'It compares the Audience of each restriction.',
      at(handler, 1604, 'for (i = g_list_first(conditions->AudienceRestriction); i != NULL;'),
      'Invalid Audience in Conditions.',
    ),
    passes(
      'cond-method#1',
      'It requires the method bearer.',
      at(handler, 1465, '"Invalid Method in SubjectConfirmation."'),
      'Invalid Method in SubjectConfirmation.',
    ),
    passes(
      'cond-scd-recipient#2',
      'It compares Recipient with its address.',
      at(handler, 1510, 'if (strcmp(scd->Recipient, url)) {'),
      'Wrong Recipient in SubjectConfirmationData.',
    ),
    passes(
      'cond-scd-expired',
      'It compares NotOnOrAfter of SubjectConfirmationData with its clock.',
      at(handler, 1504, '"NotOnOrAfter in SubjectConfirmationData was in the past."'),
      'NotOnOrAfter in SubjectConfirmationData was in the past.',
    ),
    passes(
      'cond-unknown-condition',
      'It refuses every Condition besides AudienceRestriction, OneTimeUse and ProxyRestriction.',
      at(handler, 1569, '"Unsupported condition in Assertion."'),
      'Unsupported condition in Assertion.',
    ),
    passes(
      'web-double-post#1',
      'It remembers the IDs of the Assertions of its sessions.',
      at(handler, 1652, '"Assertion ID %s has already been used.",'),
      'has already been used.',
    ),
  ],
};
