import type { RuleGroupDefinition, RuleSpec } from '../../define.ts';
import type { Labels } from '../../verify/labels.ts';
import { settingsOf } from './settings.ts';

/** The rules of a group under the default configuration. */
export function rulesOf(group: RuleGroupDefinition): readonly RuleSpec[] {
  return group.build(settingsOf()).rules;
}

type Row = Readonly<Record<string, unknown>>;
/** One alert instance of an SQL rule. */
export interface Instance {
  readonly labels: Labels;
  readonly value: number;
}

/** The instances that fire for the rows of an SQL rule, read as Grafana reads a table: one number a row, and its strings as labels. */
export function firingInstances({ threshold }: RuleSpec, rows: readonly Row[]): Instance[] {
  return rows.map(instance).filter(({ value }) => (threshold.is === 'above' ? value > threshold.value : value < threshold.value));
}

function instance(row: Row): Instance {
  const fields = Object.entries(row);
  const numbers = fields.flatMap(([, field]) => (typeof field === 'number' ? [field] : []));
  const labels = fields.filter((field): field is [string, string] => typeof field[1] === 'string');
  const [value] = numbers;
  if (value === undefined || numbers.length > 1 || labels.length + 1 !== fields.length) throw new Error(`Grafana alerts on one number and strings in a row, not on ${JSON.stringify(row)}.`);
  return { labels: Object.fromEntries(labels), value };
}
