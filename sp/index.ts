/** The public face of the service provider; nothing outside imports deeper. */

export {
  type ExaminedResponse,
  examineResponse,
  type ResponseReceiver,
} from './acs/examine-response.ts';
export type { Administration } from './administration/administration.ts';
export type {
  FederationMetadataOptions,
  LoadedMetadata,
} from './administration/federation-metadata.ts';
export type { SingleSignOnInput } from './administration/single-sign-on.ts';
export { buildSp, type Sp, type SpOptions } from './app.ts';
export type { CheckRecord, Refusal } from './checking/sp-error.ts';
export { loadSamlify } from './samlify/load.ts';
export type { Initiator, LastSignIns } from './session/last-sign-in.ts';
export { examineLogout, type LogoutReceiver } from './sign-out/examine-logout.ts';
