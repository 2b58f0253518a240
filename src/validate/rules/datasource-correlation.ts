import type { Datasource } from '../../folder/folder.ts';
import { missingDatasource, nameInstead } from '../../folder/lookups/datasource.ts';
import { scalar } from '../../folder/entities/scalars.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../../folder/json.ts';
import { isUnknown } from '../../folder/loaded.ts';
import { references } from '../../grafana/interpolation/references.ts';
import type { Context, Report, Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

/** Correlations lead to data sources that exist, and keep the variables of their fields. */
export const datasourceCorrelation: Rule = {
  id: 'datasource/correlation',
  severity: 'error',
  description:
    'A correlation leads to a data source that exists, has steps that Grafana knows, and doubles its dollar signs.',
  why: 'Grafana creates correlations when it starts, and refuses to start when a target is missing or does not exist, or when a step is unknown. It expands $ in them as everywhere in the file, so the variable of a field must be written $${name}.',
  bad: 'correlations: [{targetUID: nowhere, label: Metrics, description: "", config: {field: message, target: {expr: "up{host=\\"${host}\\"}"}}}]',
  good: 'correlations: [{targetUID: prometheus, label: Metrics, description: "", config: {field: message, target: {expr: "up{host=\\"$${host}\\"}"}}}]',
  datasource(source, report, context) {
    for (const [index, entry] of listOf(source.json['correlations']).entries()) {
      if (!isObject(entry)) continue;
      const at: Path = ['correlations', index];
      checkTarget(source, entry, at, report, context);
      checkConfig(source, objectOf(entry['config']), [...at, 'config'], report);
      const written = objectOf(objectOf(listOf(source.written['correlations'])[index])['config']);
      checkDollars(source, written, [...at, 'config'], report);
    }
  },
};

function checkTarget(
  source: Datasource,
  { targetUID, type }: JsonObject,
  at: Path,
  report: Report,
  context: Context,
): void {
  const target = scalar(targetUID) ?? '';
  if (target === '') {
    // A correlation without a type is of type query.
    if (type !== 'external' && targetUID === undefined)
      report({
        at,
        message: `${source.label} has a correlation without a target, so Grafana refuses to start.`,
        hint: 'Add "targetUID", or "type: external" for one that leads to an address.',
      });
    return;
  }
  if (isUnknown(source, ...at, 'targetUID')) return;
  const named = nameInstead(target, source.orgId, context);
  const missing = named
    ? {
        hint: named.uid
          ? `Write its uid, "${named.uid}".`
          : `Give the data source "${named.name}" a uid, and write that.`,
      }
    : missingDatasource(target, source.orgId, context);
  if (missing)
    report({
      at: [...at, 'targetUID'],
      message: `${source.label} has a correlation to the data source "${target}", ${named ? 'by its name, but only a uid works here' : `which is not provisioned here for org ${source.orgId}`}: without it Grafana refuses to start.`,
      hint: missing.hint,
    });
}

function checkConfig(source: Datasource, config: JsonObject, at: Path, report: Report): void {
  if (config['type'] !== undefined && config['type'] !== '' && config['type'] !== 'query')
    report({
      at: [...at, 'type'],
      message: `${source.label} has a correlation with "${scalar(config['type']) ?? ''}" as config.type, but only query is allowed there, so Grafana refuses to start.`,
      hint: 'Write the type next to config, not in it.',
    });
  for (const [index, step] of listOf(config['transformations']).entries()) {
    const { type, expression } = objectOf(step);
    const place = [...at, 'transformations', index];
    if (type !== 'regex' && type !== 'logfmt')
      report({
        at: place,
        message: `${source.label} has a correlation with a step of the type "${scalar(type) ?? ''}", so Grafana refuses to start.`,
        hint: 'Write regex or logfmt.',
      });
    else if (type === 'regex' && (scalar(expression) ?? '') === '')
      report({
        at: place,
        message: `${source.label} has a correlation with a regex step without an expression, so Grafana refuses to start.`,
        hint: 'Add "expression".',
      });
  }
}

/**
 * Dollar signs that Grafana's expansion removes: those before a name that the correlation itself defines, or before one
 * that is unlikely in an environment.
 */
function checkDollars(source: Datasource, config: JsonObject, at: Path, report: Report): void {
  const own = new Set([
    textOf(config['field']),
    ...listOf(config['transformations']).flatMap((step) => [
      textOf(objectOf(step)['mapValue']),
      textOf(objectOf(step)['field']),
    ]),
  ]);
  for (const { path, text } of textsIn(config['target'], [...at, 'target']))
    for (const { name, offset, text: reference, form } of references(text)) {
      // Grafana's own names are checked by another rule.
      const isEnvironment = form === 'env' || form === 'file' || name.startsWith('__');
      if (isEnvironment || (!own.has(name) && !/^[a-z]/.test(name))) continue;
      report({
        at: path,
        within: { offset, length: reference.length },
        message: `${source.label} has a correlation with ${reference} in its target: Grafana expands it when it reads the file, so it is empty instead of the value of the field.`,
        hint: `Write $${reference}.`,
      });
    }
}

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => textsIn(member, [...path, key])) : [];
}
