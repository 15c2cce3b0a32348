/** The public face of the lab for the other folders of this repository; `library.ts` is what the package exports. */

export { listen } from './addresses/listen.ts';
export type { AddressOptions } from './addresses/options.ts';
export { defaultPorts, type Ports } from './addresses/ports.ts';
export { AUTHORITY_FILE, readAuthorityFile } from './authority-file.ts';
export { clockFault } from './clock/clock-setting.ts';
export { shownClock } from './clock/shown-clock.ts';
export {
  CHECK_KEYS_FILE,
  defaultDataDir,
  type LabData,
  LOG_FILE,
  makeDataFolder,
  mustNotRun,
  openDataFolder,
} from './data-folder.ts';
export { type DropInOptions, dropInKeyFault, isWebUrl } from './drop-in/options.ts';
export { endpoints, type SiteUrls } from './endpoints.ts';
export { LabError, type OptionWords } from './errors.ts';
export { readExchanges } from './exchanges/read-exchanges.ts';
export type { Lab } from './lab.ts';
export { readLabFile } from './lab-file.ts';
export { apiTokenRule, databaseUrlRule, type LabLog, type LabOptions } from './lab-options.ts';
export { isSmtpUrl, SMTP_URL_WORDS } from './outbox/smtp-options.ts';
export { isOfThisSystem, type LabProcess } from './process-file.ts';
export { isRealName, realUrls } from './real-names/names.ts';
export { type FolderState, folderState } from './running-lab.ts';
export { seed } from './seed.ts';
export { runLab, startLab } from './start-lab.ts';
export type { StartLine } from './start-line.ts';
export { readServiceProvider } from './tenants/read-service-provider.ts';
export { application, tenant } from './tutorial.ts';
