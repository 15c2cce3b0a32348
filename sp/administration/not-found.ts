/** What a caller can name by its id. */
type ObjectKind = 'company' | 'employee' | 'certificate';

/** The object that was to be read or changed does not exist, or belongs to another company. Nothing was written. */
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
