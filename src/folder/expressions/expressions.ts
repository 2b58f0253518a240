import type { ChosenVariable } from '../../grafana/query-expansion/query-variables.ts';
import { variablesIn } from '../../grafana/query-expansion/query-variables.ts';
import type { Dashboard, Query, Variable } from '../folder.ts';
import type { FindSource } from '../lookups/source-type.ts';
import type { Choice, Expression } from './expression.ts';
import { type MappedText, mappedText, partOf } from './mapped-text.ts';
import { replaceConditionals, replaceMacros } from './replace-macros.ts';
import { replaceVariables } from './replace-variables.ts';
import { chosenVariable } from './variable-values.ts';

/**
 * The expressions of a query: one for each choice of variables that gives a different text, none for a query that no
 * engine runs, such as `label_names()`.
 */
export function expressionsOf(query: Query, findSource?: FindSource): Expression[] {
  const flavour = findSource && flavourOf(query, findSource);
  const variables = variablesOf(query);
  const mentioned = variables && variables.length > 0 ? variablesIn(query.text) : [];
  const used = variables?.filter(({ name }) => mentioned.includes(name)) ?? [];
  const choices: readonly Choice[] = used.length === 0 ? ['now'] : ['now', 'several', 'all'];
  const seen = new Set<string>();
  return choices.flatMap((choice) => {
    const chosen =
      variables &&
      used
        .map((variable) => chosenVariable(variable, choice) ?? chosenVariable(variable, 'now'))
        .filter((variable) => variable !== undefined);
    const expression = expanded(query, choice, chosen);
    if (!expression || seen.has(expression.mapped.text)) return [];
    seen.add(expression.mapped.text);
    return [flavour ? { ...expression, flavour } : expression];
  });
}

/** The variables that a query may name; undefined in an alert rule, which has none. */
export function variablesOf(query: Query): readonly Variable[] | undefined {
  return dashboardOf(query)?.variables;
}

/** The dashboard that a query is in; undefined for a query of an alert rule. */
export function dashboardOf({ owner }: Query): Dashboard | undefined {
  if (owner.kind === 'panel') return owner.target.panel.dashboard;
  if (owner.kind === 'variable') return owner.variable.dashboard;
  return owner.kind === 'annotation' ? owner.annotation.dashboard : undefined;
}

function expanded(query: Query, choice: Choice, chosen: readonly ChosenVariable[] | undefined): Expression | undefined {
  const { language, text, owner } = query;
  const isAlert = owner.kind === 'alert';
  const original = mappedText(text);
  const {
    mapped: values,
    problems: ofVariables,
    isGuess,
  } = replaceVariables(
    language,
    language === 'clickhouse' && !isAlert ? replaceConditionals(original) : original,
    chosen,
  );
  const { mapped, problems: ofMacros } = replaceMacros(language, values, isAlert);
  const asked = owner.kind === 'variable' ? askedBy(query, mapped) : mapped;
  return (
    asked && {
      language,
      role: owner.kind,
      sourceUid: sourceUid(query),
      isInstant: isInstant(query),
      mapped: asked,
      choice,
      isGuess,
      macroProblems: [...ofVariables, ...ofMacros],
    }
  );
}

/** The data source uid of a query, or the variable that stands for it. */
export function sourceUid({ owner }: Query): string | undefined {
  if (owner.kind === 'panel') return owner.target.datasource?.uid;
  if (owner.kind === 'variable') return owner.variable.datasource?.uid;
  return owner.kind === 'annotation' ? owner.annotation.datasource?.uid : owner.query.datasourceUid;
}

/** The server behind a query's data source, where it is known. */
function flavourOf(query: Query, findSource: FindSource): Expression['flavour'] {
  const uid = sourceUid(query);
  return findSource({ uid, type: undefined }, orgOf(query)).flavour;
}

function orgOf(query: Query): number {
  return query.owner.kind === 'alert' ? query.owner.query.alert.group.orgId : (dashboardOf(query)?.orgId ?? 1);
}

function isInstant({ owner }: Query): boolean {
  if (owner.kind !== 'panel') return false;
  const { instant, range, queryType } = owner.target.json;
  return (instant === true && range !== true) || queryType === 'instant';
}

/**
 * The part of a variable's query that reaches the engine: the selector of `label_values(selector, label)`, the text of
 * `query_result(text)`.
 */
function askedBy({ language }: Query, mapped: MappedText): MappedText | undefined {
  if (language !== 'promql' && language !== 'logql') return mapped;
  const found =
    /^(label_values\(\s*)(?:(.+),\s*)?([a-zA-Z_]\w*)\)\s*$/ds.exec(mapped.text) ??
    /^(query_result\(|label_names\()(.+)\)\s*$/ds.exec(mapped.text);
  if (found) {
    const [from, to] = found.indices?.[2] ?? [];
    if (from === undefined || to === undefined) return undefined;
    // Grafana leaves out the empty selector, which Loki refuses (LanguageProvider.ts, EMPTY_SELECTOR).
    return language === 'logql' && found[2] === '{}' ? undefined : partOf(mapped, from, to);
  }
  return /^(label_names\(|metrics\()/.test(mapped.text) ? undefined : mapped;
}
