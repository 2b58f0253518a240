import { counted } from '../../report/counted.ts';
import { prettyDiagnostic } from '../../report/pretty.ts';
import { jsonText } from '../../report/quote.ts';
import { xmlAttribute, xmlText } from '../../report/xml.ts';
import type { LiveReport } from '../../live/live.ts';

/** The findings, then the number of objects checked. */
export function prettyReport({ version, checked }: LiveReport, color: boolean): string {
  const findings = checked.flatMap((one) => one.findings);
  const wrong = checked.filter((one) => one.findings.length > 0).length;
  const summary =
    wrong === 0
      ? `Grafana ${version} has all ${counted(checked.length, 'object')} of the folder, and all of them work.`
      : `${counted(wrong, 'object')} of ${checked.length} ${wrong === 1 ? 'is' : 'are'} not as defined in the folder, in Grafana ${version}.`;
  return `${findings.map((finding) => `${prettyDiagnostic(finding, color)}\n`).join('')}${summary}\n`;
}

/** The whole report as JSON. */
export function jsonReport({ version, checked }: LiveReport): string {
  const objects = checked.map(({ kind, label, findings }) => ({
    kind,
    label,
    findings: findings.map(({ id, message, hint, at }) => ({ id, message, hint, file: at?.file, line: at?.line })),
  }));
  return `${jsonText({ version, objects }, 2)}\n`;
}

/** JUnit XML: a suite for each kind of object, a case for each object. */
export function junitReport({ checked }: LiveReport): string {
  const kinds = [...new Set(checked.map(({ kind }) => kind))];
  const suites = kinds.map((kind) => {
    const own = checked.filter((one) => one.kind === kind);
    const failures = own.filter(({ findings }) => findings.length > 0).length;
    return [
      `  <testsuite name=${xmlAttribute(kind)} tests="${own.length}" failures="${failures}">`,
      ...own.map(({ label, findings }) => {
        const open = `    <testcase classname=${xmlAttribute(kind)} name=${xmlAttribute(label)}`;
        const [first] = findings;
        if (!first) return `${open}/>`;
        const text = findings.map(({ message, hint = '' }) => `${message}\n${hint}`).join('\n');
        return `${open}><failure message=${xmlAttribute(first.message)}>${xmlText(text)}</failure></testcase>`;
      }),
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pf-grafana live">\n${suites.join('\n')}\n</testsuites>\n`;
}
