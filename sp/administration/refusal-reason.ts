/** Why no employee was found who may sign in: for the administrator. */
export type RefusalReason = 'unknown' | 'disabled' | 'ambiguous' | 'other_company';
