import type { CatalogueCase } from '../case.ts';
import { audienceMissing, audienceWrong, twoRestrictions } from './audience.ts';
import { authnContextWeaker } from './authn-context.ts';
import { authnInstant, noAuthnStatement } from './authn-statement.ts';
import {
  confirmationAddress,
  confirmationExpired,
  confirmationNoExpiry,
  confirmationNotBefore,
  confirmationRecipient,
} from './confirmation.ts';
import { friendlyNameSpoof } from './friendly-name.ts';
import { audienceInexact, recipientInexact } from './inexact.ts';
import { method } from './method.ts';
import { nameIdLookalike } from './name-id-lookalike.ts';
import { oneTimeUseReplay } from './one-time-use.ts';
import { sessionExpired } from './session-expired.ts';
import { splitConfirmations } from './split-confirmations.ts';
import { unknownCondition } from './unknown-condition.ts';
import { expired, notBeforeFuture } from './validity.ts';

/** In the order of the catalogue. */
export const condCases: readonly CatalogueCase[] = [
  notBeforeFuture,
  expired,
  confirmationExpired,
  confirmationNoExpiry,
  confirmationRecipient,
  recipientInexact,
  confirmationNotBefore,
  confirmationAddress,
  splitConfirmations,
  method,
  audienceMissing,
  audienceWrong,
  audienceInexact,
  twoRestrictions,
  unknownCondition,
  oneTimeUseReplay,
  sessionExpired,
  authnInstant,
  noAuthnStatement,
  authnContextWeaker,
  friendlyNameSpoof,
  nameIdLookalike,
];
