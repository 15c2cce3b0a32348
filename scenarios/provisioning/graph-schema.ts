import type { Lab } from '../../lab/library.ts';
import type { ProvisionedApplication } from '../witnesses/testing/provisioned-application.ts';

interface Schema {
  synchronizationRules: { objectMappings: { attributeMappings: object[] }[] }[];
}

/** The mappings of an application, read and replaced by Microsoft Graph as a program does it. */
export class GraphSchema {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async of(
    lab: Lab,
    { tenant, servicePrincipalId }: ProvisionedApplication,
  ): Promise<GraphSchema> {
    const { directory, start } = lab;
    const client = await directory.addApplication({ tenantId: tenant.id, displayName: 'Pipeline' });
    await directory.grantGraphPermissions(client.servicePrincipalId, [
      'Synchronization.ReadWrite.All',
    ]);
    const { secretText } = await directory.addPassword(client.servicePrincipalId);
    const answer = await fetch(`${start.idp}/${tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.appId,
        client_secret: secretText,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const { job } = (await directory.findProvisioning(servicePrincipalId)) ?? {};
    const url = `${start.idp}/v1.0/servicePrincipals/${servicePrincipalId}/synchronization/jobs/${job?.id}/schema`;
    return new GraphSchema(url, token);
  }

  /** Maps one more attribute of users. @param expression with one function */
  async map(targetAttributeName: string, expression: string): Promise<void> {
    const schema = (await (await this.#send()).json()) as Schema;
    const [users] = schema.synchronizationRules[0]?.objectMappings ?? [];
    const [name = ''] = expression.split('(');
    users?.attributeMappings.push({
      targetAttributeName,
      source: { type: 'Function', name, expression, parameters: [] },
    });
    await this.#send(schema);
  }

  async #send(body?: object): Promise<Response> {
    const answer = await fetch(this.#url, {
      method: body ? 'PUT' : 'GET',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`Graph answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}
