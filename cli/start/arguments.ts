import type { AddressArguments } from './address-options.ts';
import type { DropInArguments } from './drop-in-options.ts';

/** As commander returns them: text as typed, absent when not given. */
export interface StartArguments extends AddressArguments, DropInArguments {
  port?: string;
  idpPort?: string;
  spPort?: string;
  data?: string;
  config?: string;
  watch?: boolean;
  clock?: string;
  smtpUrl?: string;
  seed?: string;
  memory?: boolean;
  fresh?: boolean;
  empty?: boolean;
  durable?: boolean;
  detach?: boolean;
  background?: boolean;
  exchanges?: string;
  exchangesMb?: string;
  json?: boolean;
  log?: string;
  logLevel?: string;
  logMessages?: boolean;
}
