import type { Effect } from '../../validate/effects.ts';
import { effects } from '../../validate/effects.ts';
import type { Rule } from '../../validate/rule.ts';
import { rules } from '../../validate/rules/index.ts';
import { sourceRules } from '../../validate/source-rules.ts';

type Documented = Rule | (typeof sourceRules)[number];

/**
 * One page in `docs/` for every rule of the validator, and `rules.md`, which lists them; by path relative to `docs/`.
 */
export function rulePages(): ReadonlyMap<string, string> {
  const documented = [...rules, ...sourceRules].toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return new Map([
    ['rules.md', overview(documented)],
    ...documented.map((rule) => [pageOf(rule.id), rulePage(rule)] as const),
  ]);
}

function pageOf(id: string): string {
  return `rules/${id.replace('/', '-')}.md`;
}

function overview(documented: readonly Documented[]): string {
  const scopeOf = ({ id }: Documented) => id.split('/')[0] ?? '';
  const scopes = [...new Set(documented.map(scopeOf))];
  return `# The rules of the validator

\`pf-grafana rules\` prints this list, and \`pf-grafana explain <id>\` one of these pages. [Validate](validate.md#what-is-read-and-what-is-not)
explains the severities. Generated from the rules by a test; do not edit.
${scopes.map((scope) => `\n## ${scope}\n\n${scopeTable(documented.filter((rule) => scopeOf(rule) === scope))}\n`).join('')}`;
}

function scopeTable(documented: readonly Documented[]): string {
  const rows = documented.map(
    ({ id, severity, description }) => `| [\`${id}\`](${pageOf(id)}) | ${severity} | ${prose(description, '|')} |`,
  );
  return ['| rule | severity | requirement |', '|---|---|---|', ...rows].join('\n');
}

function rulePage({ id, severity, description, why, bad, good, ...rule }: Documented): string {
  const { standsFor = [], differs, presets = ['recommended'] }: Partial<Rule> = rule;
  const lists = presets.map((preset) => `\`${preset}\``).join(', ');
  return `${[
    `# \`${id}\``,
    `${prose(description)}`,
    `**${severity}**, in ${lists}.${effectOf(id)}`,
    `## Why`,
    prose(why),
    `## Bad`,
    block(bad),
    `## Good`,
    block(good),
    ...(standsFor.length > 0 ? [`Corresponds to: ${standsFor.map((name) => prose(name)).join('; ')}.`] : []),
    ...(differs === undefined ? [] : [`Difference: ${prose(differs)}`]),
    '[All rules](../rules.md)',
  ].join('\n\n')}\n`;
}

function effectOf(id: string): string {
  const effect = Object.values(effects).find((one: Effect) => one.rules.includes(id));
  return effect === undefined ? '' : ` ${effect.meaning}`;
}

/** A fence longer than any in the text. */
function block(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}\n${text}\n${fence}`;
}

/** Escapes Markdown characters in a text, except for code between backticks. */
function prose(text: string, more = ''): string {
  const signs = new Set([...String.raw`\*_<>[]$~#`, ...more]);
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : [...part].map((sign) => (signs.has(sign) ? `\\${sign}` : sign)).join(''),
    )
    .join('');
}
