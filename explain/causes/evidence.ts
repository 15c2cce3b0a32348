import type { Circumstances } from '../circumstances.ts';
import type { JoinedMessages } from '../join-messages.ts';
import type { JudgedResponse } from '../judge-response.ts';
import type { QuerySignature } from '../signatures/query-signature.ts';
import type { SignatureFinding } from '../signatures/signature-finding.ts';
import type { Repair } from '../signatures/what-changed.ts';
import type { CauseId } from './causes.ts';
import type { Setting } from './library-options.ts';

/** `certain`: shown by the capture and what was given with it. `likely`: shown by samlab's checks. `possible`: depends on what is not known. */
export type Likelihood = 'certain' | 'likely' | 'possible';

/** Everything that is known of one sign-in. */
export interface Evidence {
  readonly joined: JoinedMessages;
  readonly circumstances: Circumstances;
  /** Of the response. */
  readonly signatures: readonly SignatureFinding[];
  /** Of the request. */
  readonly requestSignatures: readonly SignatureFinding[];
  readonly querySignatures: readonly QuerySignature[];
  readonly repair: Repair | undefined;
  readonly judged: JudgedResponse | undefined;
  /** Of Entra's checks on the request: codes and messages. */
  readonly requestRefusals: readonly { code: string; message: string; advice: string }[];
  readonly certificatesGiven: boolean;
  readonly keysGiven: boolean;
}

/** One finding; several of one cause become one. */
export interface Found {
  /** Besides those of the cause. */
  readonly settings?: readonly Setting[];
  readonly id: CauseId;
  readonly likelihood: Likelihood;
  readonly because: string;
  readonly atEntra?: string;
  readonly atServiceProvider?: string;
}
