/** Mails that the tenants send; the conventions are in `../tables.ts`. */
export interface MailTables {
  expiryNotice: ExpiryNoticeRow;
  mail: MailRow;
}

/** Nothing more is to be said about this expiry of a certificate so many days before it, whether or not somebody got a mail. */
export interface ExpiryNoticeRow {
  keyId: string;
  daysBefore: number;
}

export interface MailRow {
  id: string;
  tenantId: string;
  /** The application that it is about, which may be deleted by now. */
  servicePrincipalId: string;
  from: string;
  /** JSON list. */
  to: string;
  subject: string;
  text: string;
  /** When it was due, by the clock of the lab. */
  sentDateTime: string;
  /** A `MailDelivery`. */
  delivery: string;
  attempts: number;
  problem: string | null;
}
