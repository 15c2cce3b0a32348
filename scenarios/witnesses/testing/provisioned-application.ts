import type { ProvisioningObjectSummary } from '../../../idp/index.ts';
import type {
  Lab,
  LabApplication,
  LabTenant,
  LabUser,
  NewLabApplication,
  NewLabProvisioning,
  NewLabUser,
} from '../../../lab/library.ts';
import { isJsonObject, type JsonObject } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';

/** Where a SCIM server of another author answers. */
export interface Target {
  /** Without a final slash. */
  readonly url: string;
  readonly token: string;
}

/** An application of a new tenant whose users go to a SCIM server, and what that server has. */
export class ProvisionedApplication {
  readonly tenant: LabTenant;
  readonly #lab: Lab;
  readonly #application: LabApplication;
  readonly #target: Target;

  private constructor(lab: Lab, tenant: LabTenant, application: LabApplication, target: Target) {
    this.#lab = lab;
    this.tenant = tenant;
    this.#application = application;
    this.#target = target;
  }

  /**
   * @param query of the Tenant URL: empty, or the flag with its question mark
   * @param options roles and the template of the application, and a connection in place of the token
   */
  static async of(
    lab: Lab,
    target: Target,
    query: string,
    { appRoles, ...connection }: Pick<NewLabApplication, 'appRoles'> & NewLabProvisioning = {},
  ): Promise<ProvisionedApplication> {
    const tenant = await lab.tenant();
    const application = await tenant.addApplication({
      identifierUris: [`${target.url}/saml`],
      replyUrls: [`${target.url}/saml/acs`],
      appRoles,
    });
    const { url, token: secretToken } = target;
    await tenant.configureProvisioning(application, {
      baseAddress: `${url}${query}`,
      ...(connection.oauth2ClientId === undefined && { secretToken }),
      ...connection,
    });
    return new ProvisionedApplication(lab, tenant, application, target);
  }

  get servicePrincipalId(): string {
    return this.#application.servicePrincipalId;
  }

  /** A user of the tenant, assigned to the application. @param role by its display name */
  async assigned(name: string, others: NewLabUser = {}, role?: string): Promise<LabUser> {
    const user = await this.tenant.addUser({
      userPrincipalName: name.toLowerCase(),
      displayName: `${name} Okafor`,
      givenName: name,
      surname: 'Okafor',
      mail: `${name.toLowerCase()}@${this.tenant.domain}`,
      jobTitle: 'Engineer',
      department: 'Support',
      employeeId: '701984',
      mailNickname: name,
      ...others,
    });
    await this.assign(user, role);
    return user;
  }

  /** @param role by its display name */
  assign(user: LabUser, role?: string): Promise<void> {
    return this.tenant.assign(user, this.#application, { role });
  }

  unassign(user: LabUser): Promise<void> {
    const { servicePrincipalId } = this.#application;
    return this.#lab.directory.unassign({ servicePrincipalId, userId: user.id });
  }

  change(user: LabUser, properties: Parameters<Lab['directory']['updateUser']>[1]): Promise<void> {
    return this.#lab.directory.updateUser(user.id, properties);
  }

  async setManager(user: LabUser, manager: LabUser | null): Promise<void> {
    await this.#lab.directory.setManager(user.id, manager?.id ?? null);
  }

  /** Runs a cycle. @returns its lines of the log, oldest first */
  async cycle(): Promise<ProvisioningObjectSummary[]> {
    const { cycleId } = await this.tenant.runProvisioningCycle(this.#application);
    const lines = await this.tenant.provisioningLogs({ cycleId });
    return lines.toReversed();
  }

  /** Looks at one user now. */
  async onDemand(user: LabUser): Promise<string> {
    return (await this.tenant.provisionOnDemand(user, this.#application)).result;
  }

  /** From now on in the dialect of the flag. */
  async useFlag(): Promise<void> {
    const baseAddress = `${this.#target.url}?aadOptscim062020`;
    await this.tenant.configureProvisioning(this.#application, { baseAddress });
  }

  /** An account that the server has before anything is provisioned. */
  createAccount(userName: string): Promise<JsonObject> {
    return this.#ask('/Users', {
      schemas: [urn.user],
      userName,
      name: { givenName: 'Somebody', familyName: 'Else' },
      emails: [{ type: 'work', value: userName, primary: true }],
      active: true,
    });
  }

  /** The account of this name, as the server itself answers. @throws {Error} when it does not have exactly one */
  async account(userName: string): Promise<JsonObject> {
    const query = new URLSearchParams({ filter: `userName eq "${userName}"` });
    const { Resources: found } = await this.#ask(`/Users?${query}`);
    const [account] = Array.isArray(found) ? found : [];
    if (!isJsonObject(account) || (Array.isArray(found) && found.length > 1))
      throw new Error(`The server has no single user ${userName}: ${JSON.stringify(found)}`);
    return account;
  }

  /** @throws {Error} when the server refuses */
  async #ask(path: string, body?: object): Promise<JsonObject> {
    const { url, token } = this.#target;
    const answer = await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text) as JsonObject;
  }
}
