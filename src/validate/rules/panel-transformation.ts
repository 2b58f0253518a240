import { validators } from 'virtual:validators';

import { nearest } from '../../diagnostics/nearest.ts';
import type { Panel } from '../../folder/folder.ts';
import { regexesOf, type Transformation, transformationsOf } from '../../folder/transformations.ts';
import { regexProblem } from '../../grafana/javascript-regex.ts';
import { transformationIds, transformationMeant } from '../../grafana/registries/transformations.ts';
import { transformationSchemas } from '../../grafana/schemas/transformations.ts';
import { collapse } from '../schema/collapse.ts';
import type { SchemaProblem } from '../schema/problem.ts';
import type { Finding, Report, Rule } from '../rule.ts';

/** Transformations are ones that Grafana has, with valid options. */
export const panelTransformation: Rule = {
  id: 'panel/transformation',
  severity: 'error',
  description: 'A transformation has an id that Grafana knows, and options in the form that it reads.',
  why: 'Grafana looks the id up in a registry that throws for an unknown one, so the panel shows an error and no data. Options in another form are ignored, or make the step fail.',
  bad: '"transformations": [{"id": "organise", "options": {}}]',
  good: '"transformations": [{"id": "organize", "options": {}}]',
  panel(panel, report) {
    for (const transformation of transformationsOf(panel)) {
      // A disabled transformation does no harm until somebody enables it.
      const milder: Pick<Finding, 'severity'> = transformation.isDisabled ? { severity: 'warning' } : {};
      const reportOn: Report = (finding) => report({ ...finding, ...milder });
      if (transformationIds.has(transformation.id)) checkOptions(panel, transformation, reportOn);
      else reportUnknown(panel, transformation, reportOn);
    }
  },
};

function reportUnknown(panel: Panel, { id, at }: Transformation, report: Report): void {
  const meant = transformationMeant[id] ?? nearest(id, transformationIds)[0];
  report({
    at: [...at, 'id'],
    message:
      id === ''
        ? `${panel.label} has a transformation without an id, so the panel shows an error and no data.`
        : `${panel.label} has the transformation "${id}", which Grafana does not know, so the panel shows an error and no data.`,
    hint:
      meant === undefined ? `Write one of: ${[...transformationIds].sort().join(', ')}.` : `Did you mean "${meant}"?`,
  });
}

function checkOptions(panel: Panel, transformation: Transformation, report: Report): void {
  const { id, at } = transformation;
  for (const { path, part, severity, say, hint } of optionProblems(transformation)) {
    const name = ['options', ...path].map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    report({
      at: [...at, 'options', ...path],
      part,
      severity,
      message: `The transformation ${id} of ${lower(panel.label)} ${say(name.slice(1))}`,
      hint,
    });
  }
  for (const { path, text, outcome } of regexesOf(transformation)) {
    const problem = text === '' || /\$\{|\[\[/.test(text) ? undefined : regexProblem(text);
    if (problem !== undefined)
      report({
        at: [...at, 'options', ...path],
        message: `The transformation ${id} of ${lower(panel.label)} has a regular expression that cannot be read: ${problem}, so ${outcome}.`,
        hint: 'Write it as JavaScript reads it, bare or between slashes: /^cpu (\\d+)$/.',
      });
  }
}

function optionProblems({ id, json }: Transformation): SchemaProblem[] {
  const validate = validators[`transformation ${id}`];
  const schema = transformationSchemas[id];
  const { options } = json;
  if (options === undefined || options === null || !validate || !schema || validate(options)) return [];
  return collapse(validate.errors ?? [], {
    schema,
    value: options,
    outcome: 'Grafana ignores it or the step fails',
    unknownKey: 'the step does not read',
    isUnknown: (value) => value === null || value === '' || (typeof value === 'string' && value.includes('$')),
    tolerates: (value) => typeof value === 'string' && /^-?[0-9.]+$/.test(value),
  }).flatMap((problem) =>
    problem.kind === 'unknown-key'
      ? // Leftover keys of another step are harmless, but one similar to a known key is a misspelling.
        problem.hint.startsWith('Did you mean')
        ? [{ ...problem, severity: 'warning' as const }]
        : []
      : [problem],
  );
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
