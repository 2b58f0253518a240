import { dashboardSchemas } from 'virtual:validators';

import { type Effect, effects } from './effects.ts';
import { datasourceTypes, panelTypes } from './schema/plugins.ts';
import { rules } from './rules/index.ts';
import { languageOf } from '../grafana/query-expansion/language.ts';

/** The tables of docs/validate.md: what the validator reads, what it does not, and what each severity means. */
export function whatIsRead(): string {
  const hasSchema = (type: string) => dashboardSchemas[`options ${type}`] !== undefined;
  const languages = datasourceTypes.map((type) => ({ type, language: languageOf(type) }));
  const read = languages.filter(({ language }) => language !== undefined);
  const unread = languages.filter(({ language }) => language === undefined);
  const rows = [
    ['queries', read.map(({ type, language }) => `${type} (${language})`), unread.map(({ type }) => type)],
    [
      'options of panels',
      panelTypes.filter(hasSchema),
      panelTypes.filter((type) => !hasSchema(type) && type !== 'row'),
    ],
    ['settings of data sources', datasourceTypes, ['every other plugin']],
    [
      'dashboards',
      [
        'the classic format',
        'rows below schemaVersion 16',
        'dashboard.grafana.app v0alpha1, v1alpha1, v1beta1, v1, v2beta1, v2',
      ],
      ['the rest of v2alpha1', 'any other version', 'library panels', 'YAML, Jsonnet, Terraform'],
    ],
  ] as const;
  return [
    '| | read and checked | reported as not checked |',
    '|---|---|---|',
    ...rows.map(([what, checked, not]) => `| ${what} | ${listed(checked)} | ${listed(not)} |`),
    '',
    '| severity | effect | rules |',
    '|---|---|---|',
    ...Object.values(effects).map(effectRow),
    '',
    `Presets: \`recommended\` runs ${countIn('recommended')} rules, \`style\` ${countIn('style')} more, and \`mixin\` its own set of ${countIn('mixin')}.`,
  ].join('\n');
}

function effectRow({ severity, meaning, rules: ids }: Effect): string {
  return `| ${severity} | ${meaning} | ${listed(ids)} |`;
}

function listed(names: readonly string[]): string {
  return [...names].join(', ');
}

function countIn(preset: 'recommended' | 'style' | 'mixin'): number {
  return rules.filter(({ presets = ['recommended'] }) => presets.includes(preset)).length;
}
