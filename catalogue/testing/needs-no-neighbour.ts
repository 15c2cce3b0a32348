/** Why a run that must be refused has neither `validTwin` nor `withoutTrick`. */
interface Exempt {
  /** Matches ids of runs, as in `xsw1#2`. */
  readonly runs: RegExp;
  readonly reason: string;
}

export const needsNoNeighbour: readonly Exempt[] = [
  {
    runs: /^(?:sig-stripped|xml-doctype)#/,
    reason:
      'It differs from the control in one plain thing, and others refer to it as their plainer message.',
  },
  {
    runs: /^(?:proto-issuer-wrong#1|proto-irt-(?:missing|unknown)#1|proto-status-failure#|cond-scd-(?:expired#1|recipient#2|notbefore#1)|cond-audience-wrong#1|cond-(?:notbefore-future|expired)#1)/,
    reason:
      'It differs from the control in the value of one field that every valid message has, so only the check of that field can decide.',
  },
  {
    runs: /^(?:proto-version#|proto-issueinstant-window#|cond-session-expired#1|cond-authn-instant#2)/,
    reason: 'It differs from the control in the value of one attribute that nothing else reads.',
  },
  {
    runs: /^(?:cond-method|cond-no-authnstatement|cond-unknown-condition)#/,
    reason:
      'It differs from the control in one element, and a service provider that refuses it for its shape is right too.',
  },
  {
    runs: /^proto-no-assertion#/,
    reason: 'There is no user to sign in, so any refusal is right.',
  },
  {
    runs: /^proto-two-assertions#/,
    reason: 'Each Assertion is the valid one of a control, so only their number can decide.',
  },
  {
    runs: /^(?:xml-not-base64|web-malformed-form)#/,
    reason: 'There is no message in it, so any refusal is right; what is looked for is a crash.',
  },
  {
    runs: /^xml-deflate-bomb#/,
    reason:
      'Nothing says that such a message is accepted in any size; what is looked for is a crash.',
  },
  {
    runs: /^web-(?:wrong-method|content-type)#/,
    reason: 'It brings the valid message of the control, so only the way can decide.',
  },
  {
    runs: /^web-(?:unsolicited|session-fixation)#/,
    reason: 'It brings the valid message of the control to another browser.',
  },
  {
    runs: /^(?:sig-reference-external#1|sig-transform-xslt#1|xml-external-entity#|xml-pi-nameid#1|proto-other-trusted-idp#|proto-(?:irt-replayed|irt-other-session|irt-conflict|enc-oracle)#1|cond-one-time-use-replay#|cond-authn-instant#1|cond-authncontext-weaker#|web-(?:login-csrf|replay-after-logout|double-post)#|md-keyinfo-fetch#)/,
    reason: 'Its `play` sends the neighbours itself.',
  },
  {
    runs: /^(?:xml-entity-in-nameid#|cond-session-expired#2|web-error-reflection#)/,
    reason: 'Its `play` looks for the harm, and says so where a session alone is another case.',
  },
  {
    runs: /^md-(?:rolled-off-key|valid-until-past|signature-wrong|no-signing-key)#/,
    reason: 'Its `play` loads valid metadata and signs in with it, or keeps what was trusted.',
  },
  {
    runs: /^slo-/,
    reason: 'Each run plays a valid logout first.',
  },
];
