export type AnswerFaultKind =
  | 'no-token'
  | 'unreachable'
  | 'tls'
  | 'reset'
  | 'timeout'
  | 'too-long'
  | 'redirect'
  | 'html'
  | 'not-acceptable'
  | 'request-too-large'
  | 'empty'
  | 'garbage'
  | 'not-scim'
  | 'another-id';

/** Why an answer is of no use to Entra. */
export interface AnswerFault {
  readonly kind: AnswerFaultKind;
  /** One or two sentences: what happened, and what to do. */
  readonly sentence: string;
}
