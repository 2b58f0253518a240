import type { ForeignFile } from './folder.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';
import type { Source } from './source/source.ts';

type Format = Pick<ForeignFile, 'format' | 'hint'>;

const HELM: Format = {
  format: 'a Helm template',
  hint: 'Render it first, with `helm template`, and validate the output.',
};
const JINJA: Format = {
  format: 'a Jinja template, as used by Ansible',
  hint: 'Render it first, and validate the output.',
};
const PROMETHEUS: Format = {
  format: 'a Prometheus rule file',
  hint: 'Load it into Prometheus, Mimir or Loki with rule_files, or import it into Grafana Alerting and export the result.',
};
const ALERTMANAGER: Format = {
  format: 'an Alertmanager configuration',
  hint: "Load it into Alertmanager, or write contact points and policies in Grafana's form.",
};

/** Control lines of a template, where YAML would have keys. */
const TEMPLATE_LINE = /^\s*\{\{-?\s*(?:if|else|end|range|with|include|define|template|toYaml|\/\*|\$)/m;
/** A value that Helm fills in, outside of quotes. */
const HELM_VALUE = /^[^#'"|>\n]*(?::|-)\s+\{\{-?[^}\n]*(?:\.(?:Values|Release|Chart|Capabilities)\b|\binclude\b)/m;
const JINJA_LINE = /^\s*\{%-?\s*\w+/m;

/** The format of a file made for another program; undefined for Grafana's own files. */
export function foreignFile(source: Source): ForeignFile | undefined {
  const format = formatOf(source);
  return format && { source, path: [], ...format };
}

function formatOf({ value, text }: Source): Format | undefined {
  if (HELM_VALUE.test(text)) return HELM;
  if (value === undefined && TEMPLATE_LINE.test(text)) return HELM;
  if (value === undefined && JINJA_LINE.test(text)) return JINJA;
  if (!isObject(value)) return undefined;
  const { apiVersion, kind } = value;
  if (typeof apiVersion === 'string' && typeof kind === 'string' && kind !== '') return resource(kind, apiVersion);
  if (isPrometheusRules(value)) return PROMETHEUS;
  return isObject(value['route']) && Array.isArray(value['receivers']) ? ALERTMANAGER : undefined;
}

function resource(kind: string, apiVersion: string): Format {
  const isMap = kind === 'ConfigMap' || kind === 'Secret';
  return {
    format: `a Kubernetes resource (${kind} of ${apiVersion})`,
    hint: isMap
      ? 'Write the content of its data into separate files, as the pod sees them, and validate those.'
      : 'Apply it to the cluster; Grafana reads only its own provisioning files here.',
  };
}

/** In a Prometheus rule, `alert` or `record` is a text; a Grafana rule has neither. */
function isPrometheusRules(value: JsonObject): boolean {
  const rules = listOf(value['groups'])
    .flatMap((group) => listOf(objectOf(group)['rules']))
    .map(objectOf);
  return (
    rules.length > 0 &&
    rules.every(
      (rule) =>
        textOf(rule['expr']) !== undefined &&
        (textOf(rule['alert']) !== undefined || textOf(rule['record']) !== undefined) &&
        rule['data'] === undefined,
    )
  );
}
