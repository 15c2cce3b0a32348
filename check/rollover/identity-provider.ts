import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { CheckFault } from '../errors.ts';

const Tenant = Type.Object({ id: Type.String(), domain: Type.String() });
const Application = Type.Object({
  servicePrincipalId: Type.String(),
  appId: Type.String(),
  displayName: Type.String(),
  identifierUris: Type.Array(Type.String()),
  metadataUrl: Type.String(),
});
const Certificate = Type.Object({
  thumbprint: Type.String(),
  startDateTime: Type.String(),
  endDateTime: Type.String(),
  status: Type.String(),
  expired: Type.Boolean(),
  der: Type.String(),
});
const Read = Type.Object({
  dateTime: Type.String(),
  userAgent: Type.String(),
  thumbprints: Type.Array(Type.String()),
});
const Signed = Type.Object({
  action: Type.String(),
  fields: Type.Object({
    SAMLResponse: Type.String(),
    RelayState: Type.Optional(Type.String()),
  }),
});
const ClockNow = Type.Object({ now: Type.String(), mode: Type.String() });
const Problem = Type.Object({
  code: Type.String(),
  detail: Type.String(),
  whatToDo: Type.Optional(Type.String()),
});

export type DrillCertificate = Static<typeof Certificate>;
export type DrillApplication = Static<typeof Application>;
export type DrillRead = Static<typeof Read>;
export type DrillResponse = Static<typeof Signed>;

interface LabAddress {
  /** URL of the lab home. */
  readonly lab: string;
  readonly apiToken?: string | undefined;
  readonly signal: AbortSignal;
}

/** How long the lab may take to answer, in ms: it makes keys. */
const TIMEOUT = 30_000;

/** The HTTP API of the lab that signs users in during a drill. Its own tests and a user's lab are driven in the same way. */
class LabApi {
  readonly #address: LabAddress;

  constructor(address: LabAddress) {
    this.#address = address;
  }

  /** @throws {CheckFault} `unreachable` when no lab answers, `lab_refuses` when it refuses */
  async call<Result extends TSchema>(
    shape: Result,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Static<Result>> {
    const { lab, apiToken, signal } = this.#address;
    let answer: Response;
    let content: unknown;
    try {
      answer = await fetch(new URL(`/api/v1${path}`, lab), {
        method,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(apiToken !== undefined && { authorization: `Bearer ${apiToken}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      content = answer.status === 204 ? undefined : await answer.json();
    } catch (error) {
      if (signal.aborted) throw new CheckFault('interrupted', 'The drill was interrupted.');
      const { code = 'no answer' } = ((error as Error).cause ?? {}) as { code?: string };
      throw new CheckFault(
        'unreachable',
        `No lab answers at ${lab} (${code}). Start one with "samlab start", or set --lab to the URL of its lab home.`,
      );
    }
    if (!answer.ok) throw refusal(lab, answer.status, content);
    if (Value.Check(shape, content)) return content;
    throw new CheckFault('unreachable', `${lab} is not the lab home of this version of samlab.`);
  }
}

function refusal(lab: string, status: number, content: unknown): CheckFault {
  if (!Value.Check(Problem, content))
    return new CheckFault('unreachable', `${lab} is not a lab home: it responds with ${status}.`);
  const { code, detail, whatToDo } = content;
  const advice = whatToDo ?? (status === 401 ? 'Set the variable SAMLAB_API_TOKEN.' : '');
  return new CheckFault('lab_refuses', `The lab refuses (${code}): ${detail} ${advice}`.trim());
}

interface Chosen {
  /** Of the user who signs in: user principal name or id. */
  readonly user: string;
  /** Display name, Application ID, Object ID or Identifier. */
  readonly application: string;
}

/** The identity provider of a drill: one application of a lab. */
export class DrillIdentityProvider {
  readonly application: DrillApplication;
  readonly #api: LabApi;
  readonly #tenant: string;
  readonly #user: string;

  private constructor(
    api: LabApi,
    { tenant, application, user }: { tenant: string; application: DrillApplication; user: string },
  ) {
    this.application = application;
    this.#api = api;
    this.#tenant = tenant;
    this.#user = user;
  }

  /**
   * Finds the application, in any tenant of the lab.
   *
   * @throws {CheckFault} `unreachable`, `lab_refuses`, or `keys_unavailable` when there is no such application, or several
   */
  static async find(
    address: LabAddress,
    { user, application: wanted }: Chosen,
  ): Promise<DrillIdentityProvider> {
    const api = new LabApi(address);
    const tenants = await api.call(Type.Array(Tenant), 'GET', '/tenants');
    const lists = await Promise.all(
      tenants.map(async ({ id }) => {
        const all = await api.call(
          Type.Array(Application),
          'GET',
          `/tenants/${encodeURIComponent(id)}/applications`,
        );
        return all.map((application) => ({ tenant: id, application }));
      }),
    );
    const isWanted = ({ application }: { application: DrillApplication }) => {
      const { servicePrincipalId, appId, displayName, identifierUris } = application;
      const names = [servicePrincipalId, appId, displayName, ...identifierUris];
      return names.some((name) => name.toLowerCase() === wanted.trim().toLowerCase());
    };
    const all = lists.flat();
    const [found, ...others] = all.filter(isWanted);
    if (found && others.length === 0) return new DrillIdentityProvider(api, { ...found, user });
    const names = all.map(({ application: { displayName } }) => `"${displayName}"`).join(', ');
    throw new CheckFault(
      'keys_unavailable',
      found
        ? `The lab ${address.lab} has several applications "${wanted}". Set --application to the Application ID of one.`
        : `The lab ${address.lab} has no application "${wanted}". It has ${names || 'none'}: set --application to the one that your service provider trusts.`,
    );
  }

  get #path(): string {
    return `/tenants/${encodeURIComponent(this.#tenant)}/applications/${this.application.servicePrincipalId}`;
  }

  /** The active one first, then the newest. */
  certificates(): Promise<DrillCertificate[]> {
    return this.#api.call(Type.Array(Certificate), 'GET', `${this.#path}/certificates`);
  }

  /** "New Certificate". @param endDateTime default: in three years */
  addCertificate(endDateTime?: Date): Promise<DrillCertificate> {
    const body = endDateTime ? { endDateTime: endDateTime.toISOString() } : {};
    return this.#api.call(Certificate, 'POST', `${this.#path}/certificates`, body);
  }

  async activate({ thumbprint }: DrillCertificate): Promise<void> {
    const path = `${this.#path}/certificates/${thumbprint}/activate`;
    await this.#api.call(Type.Unknown(), 'POST', path);
  }

  async delete({ thumbprint }: DrillCertificate): Promise<void> {
    await this.#api.call(Type.Unknown(), 'DELETE', `${this.#path}/certificates/${thumbprint}`);
  }

  /** Who fetched the metadata of the application, the newest first. */
  metadataReads(): Promise<DrillRead[]> {
    return this.#api.call(Type.Array(Read), 'GET', `${this.#path}/metadata-reads`);
  }

  /**
   * Signs the user in, by every rule of the identity provider.
   *
   * @param request URL with the AuthnRequest; undefined: IdP-initiated
   */
  signIn(request: string | undefined): Promise<DrillResponse> {
    const path = `/tenants/${encodeURIComponent(this.#tenant)}/sign-ins`;
    const body = { user: this.#user, application: this.application.servicePrincipalId };
    return this.#api.call(Signed, 'POST', path, { ...body, ...(request && { request }) });
  }

  async now(): Promise<Date> {
    return new Date((await this.#api.call(ClockNow, 'GET', '/clock')).now);
  }

  /** @param milliseconds forward */
  async advance(milliseconds: number): Promise<void> {
    await this.#api.call(ClockNow, 'POST', '/clock/advance', { milliseconds });
  }
}
