import {
  type DataTypeNode,
  PostgresAdapter,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresQueryCompiler,
} from 'kysely';

/** Types of columns by those of the migrations, which are written once, for SQLite too. */
const types: Record<string, string> = {
  text: 'text collate "C"', // compared and sorted by its bytes, and `lower` folds ASCII only, as in SQLite
  integer: 'bigint',
  blob: 'bytea',
};

class Compiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    this.append(types[node.dataType] ?? node.dataType);
  }
}

class Adapter extends PostgresAdapter {
  /** None: `openPostgres` holds its own lock while it migrates. */
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/** PostgreSQL as the migrations and the queries expect it. */
export class Dialect extends PostgresDialect {
  constructor(pool: PostgresDialectConfig['pool']) {
    super({ pool });
  }

  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler();
  }

  override createAdapter(): PostgresAdapter {
    return new Adapter();
  }
}
