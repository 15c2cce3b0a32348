import { randomUUID } from 'node:crypto';
import { LabError } from '../errors.ts';
import type { ArmedSignIn } from '../tenants/armed-sign-ins.ts';
import type { LabTenant } from '../tenants/lab-tenant.ts';
import { messageOf } from './problem.ts';
import type { ArmedView } from './schemas.ts';

/** Of a tenant; the oldest are forgotten first. They go on waiting then. */
const MAX = 1000;

interface Entry {
  readonly armed: ArmedSignIn;
  view: ArmedView;
}

/** The responses that were armed over HTTP, and what became of them. Those of a tenant that is gone are gone too. */
export class ArmedList {
  readonly #ofTenants = new WeakMap<LabTenant, Map<string, Entry>>();

  add(tenant: LabTenant, armed: ArmedSignIn): ArmedView {
    const entries = this.#of(tenant);
    const id = randomUUID();
    const entry: Entry = { armed, view: { id, waitsFor: armed.words, state: 'waiting' } };
    entries.set(id, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= MAX) break;
      entries.delete(oldest);
    }
    armed.sent.then(
      (xml) => {
        entry.view = { ...entry.view, state: 'sent', xml };
      },
      (error: unknown) => {
        const state =
          error instanceof LabError && error.code === 'cancelled' ? error.code : 'failed';
        const detail = error instanceof Error ? messageOf(error) : String(error);
        entry.view = { ...entry.view, state, detail };
      },
    );
    return entry.view;
  }

  /** The oldest first. */
  all(tenant: LabTenant): ArmedView[] {
    return [...this.#of(tenant).values()].map(({ view }) => view);
  }

  find(tenant: LabTenant, id: string): ArmedView | undefined {
    return this.#of(tenant).get(id)?.view;
  }

  /** @returns whether it was still waiting; undefined when there is none */
  cancel(tenant: LabTenant, id: string): boolean | undefined {
    return this.#of(tenant).get(id)?.armed.cancel();
  }

  #of(tenant: LabTenant): Map<string, Entry> {
    const entries = this.#ofTenants.get(tenant) ?? new Map<string, Entry>();
    this.#ofTenants.set(tenant, entries);
    return entries;
  }
}
