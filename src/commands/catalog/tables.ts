import type { ColumnFacts, TableFacts } from '../../catalog/define-catalog.ts';
import { sorted } from './found.ts';

/** A column as described by a database or a schema file. */
export interface FoundColumn {
  readonly type: string;
  readonly isNullable: boolean;
  readonly help?: string;
  readonly oneOf?: readonly string[];
}
/** A table whose statements are being read. */
export interface FoundTable {
  help?: string;
  readonly columns: Map<string, FoundColumn>;
}

/** Converts tables to catalog facts; a column with only a type becomes the type itself. */
export function tableFacts(tables: ReadonlyMap<string, FoundTable>): Record<string, TableFacts> {
  return sorted(
    Object.fromEntries(
      [...tables].map(([name, { help, columns }]) => [
        name,
        {
          ...(help ? { help } : {}),
          columns: Object.fromEntries([...columns].map(([column, found]) => [column, columnFacts(found)])),
        },
      ]),
    ),
  );
}

function columnFacts({ type, isNullable, help, oneOf }: FoundColumn): ColumnFacts {
  if (!isNullable && !help && !oneOf) return type;
  return { type, ...(isNullable ? { null: true } : {}), ...(help ? { help } : {}), ...(oneOf ? { oneOf } : {}) };
}
