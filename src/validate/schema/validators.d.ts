/**
 * Made by `generate/` while the program is bundled: the compiled schemas, and the schemas derived from the SDK's types.
 */
declare module 'virtual:validators' {
  import type { ValidateFunction } from 'ajv';

  import type { Schema } from '../../grafana/schemas/schema.ts';

  /**
   * Compiled schemas by name: `file alerting`, `panel`, `options timeseries`, `custom timeseries`, `query loki`,
   * `transformation organize`, `project`.
   */
  export const validators: Readonly<Record<string, ValidateFunction>>;
  /** Schemas of the parts of dashboards, by the same names. */
  export const dashboardSchemas: Readonly<Record<string, Schema>>;
}
