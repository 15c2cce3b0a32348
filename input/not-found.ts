/** What a caller can name by its id. */
export type ObjectKind =
  | 'certificate'
  | 'company'
  | 'employee'
  | 'employee provisioning'
  | 'tenant'
  | 'domain'
  | 'user'
  | 'deleted user'
  | 'group'
  | 'application'
  | 'claim'
  | 'extension property'
  | 'app role'
  | 'policy'
  | 'synchronization job'
  | 'provisioning rule'
  | 'authentication method'
  | 'approval'
  | 'synchronization template'
  | 'object mapping'
  | 'directory';

/** The object that was to be read or changed does not exist, or belongs to another tenant or company. Nothing was written. */
export class NotFound extends Error {
  /** What does not exist. */
  readonly kind: ObjectKind;
  /** As the caller gave it. */
  readonly id: string;

  constructor(kind: ObjectKind, id: string) {
    super(`There is no ${kind} "${id.slice(0, 80)}".`);
    this.name = 'NotFound';
    this.kind = kind;
    this.id = id;
  }
}

/**
 * What a query found.
 *
 * @throws {NotFound} when it found nothing
 */
export function required<Found>(found: Found | undefined, kind: ObjectKind, id: string): Found {
  if (found === undefined) throw new NotFound(kind, id);
  return found;
}
