import { requireTypes } from '../../../input/argument-types.ts';
import type { DirectoryParts } from '../directory-parts.ts';
import {
  type ApplicationDetails,
  type ApplicationKey,
  allApplications,
  findApplication,
} from './application-details.ts';
import { type PropertyChanges, setProperties } from './application-properties.ts';
import {
  type AddedApplication,
  addApplication,
  deleteApplication,
  type NewApplication,
} from './applications.ts';

/** Of `Directory`: applications and their properties. */
export interface ApplicationDirectory {
  /**
   * Adds a registration and its enterprise application.
   *
   * @throws {InvalidInput} when the name is empty or too long, the appId is not a GUID or is taken, or the template is unknown
   * @throws {NotFound} when the tenant does not exist
   */
  addApplication(app: NewApplication): Promise<AddedApplication>;
  /** Deletes an application with everything that belongs to it. @throws {NotFound} when it does not exist */
  deleteApplication(servicePrincipalId: string): Promise<void>;
  /** @param key `{ id }` of the servicePrincipal, `{ appId }`, or `{ displayName }`: the oldest of several */
  findApplication(tenantId: string, key: ApplicationKey): Promise<ApplicationDetails | undefined>;
  /** The enterprise applications of a tenant by name, at most 1,000. */
  listApplications(tenantId: string): Promise<ApplicationDetails[]>;
  /**
   * Sets the properties that are given and leaves the others.
   *
   * @throws {InvalidInput} when the name is empty or too long, or the notes are too long
   * @throws {NotFound} when the application does not exist
   */
  setProperties(servicePrincipalId: string, changes: PropertyChanges): Promise<void>;
}

export const applicationDirectory = ({ db, clock }: DirectoryParts): ApplicationDirectory => ({
  addApplication: (app) => addApplication(db, app, clock()),
  deleteApplication: (servicePrincipalId) => deleteApplication(db, { servicePrincipalId }),
  findApplication: async (tenantId, key) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return findApplication(db, tenantId, key);
  },
  listApplications: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return allApplications(db, tenantId);
  },
  async setProperties(servicePrincipalId, changes) {
    await setProperties(db, { servicePrincipalId }, changes);
  },
});
