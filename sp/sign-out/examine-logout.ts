import { type LogoutMessage, openLogout } from '../../saml/logout.ts';
import type { ExaminedResponse } from '../acs/examine-response.ts';
import type { Signers } from '../acs/verify-message.ts';
import { CheckRun } from '../checking/check-run.ts';
import { showNow } from '../checking/instant-window.ts';
import { SpError } from '../checking/sp-error.ts';
import type { LogoutRules } from './checks/check.ts';
import { readingChecks } from './checks/coded.ts';
import {
  requestChecks,
  responseChecks,
  signOutByRequest,
  signOutByResponse,
} from './checks/table.ts';
import type { PendingLogoutState } from './pending-logout.ts';
import { verifyMessage } from './verify-message.ts';

/** A logout message as it arrived. */
export interface SentLogout {
  readonly kind: LogoutMessage['kind'];
  readonly xml: Uint8Array;
  /** Of HTTP-Redirect, without `?`, not decoded: the signature covers it. Undefined for a message with an enveloped signature. */
  readonly rawQuery: string | undefined;
}

/** What a service provider knew when it got a logout message. */
export interface LogoutReceiver
  extends Pick<LogoutRules, 'entityId' | 'logoutUrl' | 'idpEntityId' | 'now' | 'skewSeconds'> {
  /** Trusted to sign. */
  readonly signers: Signers;
  /** The request that a LogoutResponse answers. */
  readonly pending: PendingLogoutState;
  /** This LogoutRequest was carried out before. */
  readonly seenBefore: boolean;
}

/** Checks that are about the configuration of samlab's own company. */
const elsewhere = ['binding', 'company', 'single_sign_on'];

/**
 * Makes the checks of the single logout service on a message of any two parties, without a database, and goes on after a failure as far as the
 * message allows: past a signature that is not valid nothing is read.
 */
export function examineLogout(sent: SentLogout, receiver: LogoutReceiver): ExaminedResponse {
  const isRequest = sent.kind === 'LogoutRequest';
  const run = new CheckRun(isRequest ? signOutByRequest : signOutByResponse, { goOn: true });
  try {
    makeChecks(sent, receiver, run);
  } catch (error) {
    if (!(error instanceof SpError)) throw error;
  }
  return {
    checks: run.records.filter(({ name }) => !elsewhere.includes(name)),
    refusals: run.refusals.filter(({ check }) => !elsewhere.includes(check)),
  };
}

function makeChecks({ kind, xml, rawQuery }: SentLogout, receiver: LogoutReceiver, run: CheckRun) {
  using logout = run.makeCoded(readingChecks(kind), () =>
    Object.assign(openLogout(xml, kind), { bytes: xml.length }),
  );
  const { signers, pending, seenBefore, ...moment } = receiver;
  const { message, thumbprint } = verifyMessage({ logout, rawQuery }, signers, run);
  const certificate = signers.certificates.find((each) => each.thumbprint === thumbprint);
  if (!certificate) throw new TypeError('The verifier named a certificate that it was not given.');
  const rules: LogoutRules = {
    ...moment,
    shownNow: showNow(moment.now, moment.skewSeconds),
    allowExpiredCertificate: false,
  };
  if (message.kind === 'LogoutRequest')
    run.make(requestChecks, { rules, certificate, message, seenBefore });
  else run.make(responseChecks, { rules, certificate, message, pending });
}
