import type { Operation } from '../operation.ts';
import * as applications from './applications.ts';
import * as armedSignIns from './armed-sign-ins.ts';
import * as certificates from './certificates.ts';
import * as clock from './clock.ts';
import * as exchanges from './exchanges.ts';
import * as groups from './groups.ts';
import * as lab from './lab.ts';
import * as outbox from './outbox.ts';
import * as provisioning from './provisioning.ts';
import * as roles from './roles.ts';
import * as signIns from './sign-ins.ts';
import * as tenants from './tenants.ts';
import * as users from './users.ts';

/** Every operation, in the order of the page. */
export const operations: readonly Operation[] = [
  lab.getLab,
  lab.resetLab,
  tenants.listTenants,
  tenants.createTenant,
  tenants.getTenant,
  users.listUsers,
  users.createUser,
  users.getUser,
  users.updateUser,
  users.deleteUser,
  groups.listGroups,
  groups.createGroup,
  groups.getGroup,
  groups.updateGroup,
  groups.addGroupMembers,
  groups.removeGroupMember,
  groups.deleteGroup,
  applications.listApplications,
  applications.createApplication,
  applications.getApplication,
  applications.assignUser,
  applications.unassignUser,
  roles.getGroupClaims,
  roles.setGroupClaims,
  roles.listAppRoles,
  roles.createAppRole,
  roles.updateAppRole,
  roles.deleteAppRole,
  certificates.listCertificates,
  certificates.createCertificate,
  certificates.getCertificate,
  certificates.activateCertificate,
  certificates.deleteCertificate,
  certificates.setNotificationEmails,
  certificates.listMetadataReads,
  provisioning.getProvisioning,
  provisioning.configureProvisioning,
  provisioning.deleteProvisioning,
  provisioning.runProvisioningCycle,
  provisioning.provisionOnDemand,
  provisioning.listProvisioningLogs,
  signIns.signIn,
  signIns.signOut,
  armedSignIns.listArmedSignIns,
  armedSignIns.armSignIn,
  armedSignIns.getArmedSignIn,
  armedSignIns.cancelArmedSignIn,
  exchanges.listExchanges,
  exchanges.awaitExchange,
  exchanges.listTenantExchanges,
  exchanges.awaitTenantExchange,
  outbox.listMails,
  outbox.listTenantMails,
  clock.getClock,
  clock.setClock,
  clock.advanceClock,
  clock.resetClock,
];
