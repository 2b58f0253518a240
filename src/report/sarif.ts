import { createHash } from 'node:crypto';

import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { jsonText } from './quote.ts';

/** The facts about a rule in a report. */
export interface RuleFacts {
  readonly id: string;
  readonly severity: Diagnostic['severity'];
  readonly description: string;
  readonly why: string;
}

/** SARIF 2.1.0, as code scanning reads it. */
export function sarifReport(found: readonly Diagnostic[], rules: readonly RuleFacts[], version: string): string {
  // Findings for unreadable files belong to no rule.
  const known = new Set(rules.map(({ id }) => id));
  const others = [...new Set(found.map(({ id }) => id).filter((id) => !known.has(id)))].map((id): RuleFacts => ({
    id,
    severity: 'error',
    description: 'The file can be read.',
    why: 'Grafana refuses or skips a file that it cannot read.',
  }));
  const listed = [...rules, ...others];
  const indexes = new Map(listed.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pf-grafana', version, rules: listed.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: found.map((diagnostic) => resultOf(diagnostic, indexes.get(diagnostic.id) ?? -1)),
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

function ruleOf({ id, severity, description, why }: RuleFacts) {
  return {
    id,
    shortDescription: { text: description },
    fullDescription: { text: why },
    defaultConfiguration: { level: severity },
  };
}

function resultOf({ severity, id, message, hint, at, pointer, definedAt }: Diagnostic, ruleIndex: number) {
  return {
    ruleId: id,
    ruleIndex,
    level: severity,
    message: { text: hint ? `${message} ${hint}` : message },
    locations: at ? [locationOf(at)] : [],
    ...(definedAt
      ? { relatedLocations: [{ ...locationOf(definedAt), message: { text: 'The definition that made it.' } }] }
      : {}),
    // Lines move with every edit above them; the object stays the same.
    partialFingerprints: { 'object/v1': createHash('sha256').update([id, at?.file, pointer].join('\n')).digest('hex') },
  };
}

function locationOf({ file, line, column, endColumn }: Position) {
  const uri = file.toWellFormed().split('/').map(encodeURIComponent).join('/');
  const region =
    line === undefined
      ? {}
      : {
          region: {
            startLine: line,
            ...(column === undefined ? {} : { startColumn: column }),
            ...(endColumn === undefined ? {} : { endColumn }),
          },
        };
  return { physicalLocation: { artifactLocation: { uri }, ...region } };
}
