/** A hole that several cases fall into. */
export interface Cause {
  /**
   * The runs that show it plainly, since nothing else of their messages is wrong: `cond-audience-wrong#1`, or an id of a case for any of its
   * runs. The first case that failed, and did as much harm, is the cause.
   */
  readonly shownBy: readonly string[];
  /** It is the cause only if these runs failed as well. */
  readonly together?: readonly string[];
  /** Other failed runs that share it: those that one of these checks would refuse (`Run.check`), ... */
  readonly checks?: readonly string[];
  /** ... those of these cases, or these runs, ... */
  readonly cases?: readonly string[];
  /** ... and those whose message names a user for whom nothing was signed. */
  readonly forged?: true;
}

/** Where the verified element is not the one that is read. Which position works depends on the reader; the cure is the same. */
const wrapping = [
  'xsw1',
  'xsw2',
  'xsw3',
  'xsw4',
  'xsw5',
  'xsw6',
  'xsw7',
  'xsw8',
  'xsw-second-after',
  'xsw-in-confirmation-data',
  'xsw-signature-position',
  'xsw-donor-document',
];

/** In the order in which they are tried: what explains most comes first. */
export const causes: readonly Cause[] = [
  {
    shownBy: ['sig-stripped'],
    together: ['sig-tampered-nameid', 'sig-wrong-key'],
    checks: ['signature', 'signature_present', 'signature_key', 'signature_algorithm'],
    forged: true,
  },
  { shownBy: ['sig-stripped'], checks: ['signature_present'] },
  { shownBy: ['sig-tampered-nameid'], checks: ['signature'] },
  { shownBy: ['sig-wrong-key'], checks: ['signature_key'] },
  { shownBy: ['sig-rsa-sha1'], cases: ['sig-rsa-md5', 'sig-weak-digest'] },
  { shownBy: ['sig-transform-unknown'], cases: ['sig-transform-xslt'] },
  { shownBy: wrapping, cases: wrapping },
  { shownBy: ['xml-doctype'], checks: ['doctype'] },
  {
    shownBy: ['proto-issuer-wrong'],
    checks: ['issuer', 'response_issuer', 'response_issuer_present'],
  },
  { shownBy: ['proto-destination-wrong'], checks: ['destination', 'destination_present'] },
  { shownBy: ['web-double-post#3'], checks: ['replay'] },
  { shownBy: ['proto-irt-unknown'], checks: ['in_response_to', 'in_response_to_agrees'] },
  {
    // Where each response needs a request, a request that is used up refuses its response the second time.
    shownBy: ['proto-irt-replayed'],
    cases: [
      'web-double-post#1',
      'web-double-post#2',
      'cond-one-time-use-replay#1',
      'web-replay-after-logout#1',
    ],
  },
  { shownBy: ['proto-status-failure#1'], checks: ['status'] },
  { shownBy: ['proto-two-assertions'], checks: ['one_assertion'] },
  { shownBy: ['cond-audience-wrong#1'], checks: ['audience'] },
  { shownBy: ['cond-expired'], checks: ['not_on_or_after'] },
  {
    shownBy: ['cond-scd-recipient#2'],
    together: ['cond-scd-expired', 'cond-method#1'],
    checks: ['recipient', 'confirmation_not_on_or_after', 'confirmation_not_before', 'bearer'],
  },
  { shownBy: ['cond-scd-expired'], checks: ['confirmation_not_on_or_after'] },
  { shownBy: ['ok-idp-initiated'], cases: ['ok-relaystate-forms'] },
  {
    shownBy: ['slo-unsigned-request'],
    together: ['slo-redirect-tampered#1'],
    cases: ['slo-redirect-tampered', 'slo-response-irt#2'],
  },
];
