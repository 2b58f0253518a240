import { objectOf, textOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** Reports resources that were not checked. */
export const uncheckedResource: Rule = {
  id: 'unchecked/resource',
  severity: 'note',
  description: 'Every resource has a version that pf-grafana knows.',
  why: 'A resource of dashboard.grafana.app is read in the versions v0alpha1, v1alpha1, v1beta1, v1, v2beta1 and v2. v2alpha1 has no published schema: its queries and data sources are checked, the rest is not. Resources of any other version are not checked.',
  bad: '{"apiVersion": "dashboard.grafana.app/v3alpha1", "kind": "Dashboard", "spec": {…}}',
  good: '{"apiVersion": "dashboard.grafana.app/v2", "kind": "Dashboard", "spec": {…}}',
  presets: ['recommended', 'mixin'],
  dashboard({ source, label }, report) {
    const written = source.derivedFrom.source;
    const apiVersion = textOf(objectOf(written.value)['apiVersion']) ?? '';
    const place = { source: written, path: ['apiVersion'] };
    const hint = 'Export it as dashboard.grafana.app/v1 with the classic form in spec, or as v2.';
    if (source.form === 'unknown-resource')
      report({
        place,
        message: `${label} has the version ${apiVersion}, which is not known here, so nothing in it was checked.`,
        hint,
      });
    else if (source.form === 'v2-resource' && /\/v2alpha/.test(apiVersion))
      report({
        place,
        message: `${label} has the version ${apiVersion}, which has no schema here, so only its queries and references were checked.`,
        hint,
      });
  },
};
