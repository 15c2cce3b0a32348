import { listAddress } from '../../../../web/components/pager.tsx';

export const provisioningLogsPath = '/admin/provisioning-logs';

/** The provisioning logs of one application. @param appId its Application ID */
export const logsOf = (appId: string, more: Readonly<Record<string, string>> = {}): string =>
  listAddress(provisioningLogsPath, { application: appId, ...more });
