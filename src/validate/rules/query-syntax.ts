import type { Language } from '../../grafana/query-expansion/language.ts';
import type { Rule } from '../rule.ts';
import { bracketProblem } from '../brackets.ts';

const NAMES: Readonly<Record<Language, string>> = {
  promql: 'PromQL',
  logql: 'LogQL',
  postgres: 'PostgreSQL',
  clickhouse: 'ClickHouse SQL',
};

/** Every query is valid for its engine. */
export const querySyntax: Rule = {
  id: 'query/syntax',
  severity: 'error',
  description: 'Every query is valid for its engine.',
  why: 'Grafana does not parse queries when it loads them. The data source refuses an invalid query each time it runs: the panel shows an error, and an alert rule goes to the Error state.',
  bad: 'sum by (instance) (rate(http_requests_total))',
  good: 'sum by (instance) (rate(http_requests_total[5m]))',
  standsFor: [
    'dashboard-linter: target-promql-rule',
    'dashboard-linter: target-logql-rule',
    'pint: promql/syntax',
    'gcx: target-valid-promql',
  ],
  differs: 'Queries of every panel, variable, annotation and alert rule, hidden ones too.',
  presets: ['recommended', 'mixin'],
  expression({ language, syntax, choice, isGuess, mayBeOtherDialect, mapped }, report) {
    const ofBrackets =
      syntax.length > 0 && (language === 'promql' || language === 'logql') ? bracketProblem(mapped.text) : undefined;
    for (const { from, to, message } of syntax) {
      report({
        from,
        to,
        message: `invalid ${NAMES[language]}${WHEN[choice]}: ${message}`,
        hint: isGuess
          ? 'The value of a variable is not known here; if the query works in Grafana, the variable is in a place that cannot be checked.'
          : mayBeOtherDialect
            ? 'Other queries of this data source are MetricsQL, and this one may be too; if it is not, fix the query.'
            : (ofBrackets ?? 'Fix the query; try it in Explore.'),
        // It is not certain to fail for a value that is only chosen later, for a guessed value, or if it may be another
        // dialect.
        ...(choice === 'now' && !isGuess && !mayBeOtherDialect ? {} : { severity: 'warning' }),
      });
    }
  },
};

const WHEN = { now: '', several: ' once several values of a variable are chosen', all: ' once All is chosen' } as const;
